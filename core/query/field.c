/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names a field goes by. */
#include "query/chars.h"
#include "query/internal.h"

#include <string.h>

static const struct {
    const char *name;
    int field;
} NAMES[] = {
    {"标题", ZY_IN_TITLE},      {"標題", ZY_IN_TITLE},   {"题目", ZY_IN_TITLE},   {"title", ZY_IN_TITLE},
    {"作者", ZY_IN_AUTHOR},     {"记者", ZY_IN_AUTHOR},  {"記者", ZY_IN_AUTHOR},  {"author", ZY_IN_AUTHOR},
    {"期", ZY_IN_ISSUE},        {"期号", ZY_IN_ISSUE},   {"issue", ZY_IN_ISSUE},  {"版", ZY_IN_PAGE},
    {"版面", ZY_IN_PAGE},       {"page", ZY_IN_PAGE},    {"栏目", ZY_IN_SECTION}, {"欄目", ZY_IN_SECTION},
    {"section", ZY_IN_SECTION}, {"地点", ZY_IN_PLACE},   {"地點", ZY_IN_PLACE},   {"place", ZY_IN_PLACE},
    {"日期", ZY_FIELD_DATE},    {"date", ZY_FIELD_DATE},
};

int zy_field_of(const zy_runes *text, size_t from, size_t to)
{
    char name[32];
    size_t len = 0;
    for (size_t i = from; i < to; i++) {
        uint32_t c = zy_char_narrow(text->runes[i]);
        size_t bytes = text->byte_at[i + 1] - text->byte_at[i];
        if (len + bytes + 1 > sizeof name)
            return ZY_FIELD_NONE;
        if (c < 0x80) {
            name[len++] = (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
        } else {
            memcpy(name + len, text->text + text->byte_at[i], bytes);
            len += bytes;
        }
    }
    name[len] = '\0';
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (strcmp(NAMES[i].name, name) == 0)
            return NAMES[i].field;
    return ZY_FIELD_NONE;
}

const char *zy_field_label(int field)
{
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (NAMES[i].field == field)
            return NAMES[i].name;
    return "";
}
