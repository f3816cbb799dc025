/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of the take-down list, as people write them: tabs or spaces between the columns, any kind of quotes.
 */
#include "search/takedown.h"

#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <xxhash.h>

enum { LIST_BYTES = 16 << 20, STRING_CHARS_LEAST = 2, STRING_CHARS_MOST = 1000 };

/* Why something was taken down; what stands there otherwise is not shown to readers. */
static const char *const reasons[] = {"隐私", "未成年人", "更正", "版权", "保密", "其他"};

typedef struct {
    zy_takedown *list;
    const char *path;
    int line;
} reading;

static void note(reading *r, const char *text)
{
    const char *sentence = zy_arena_printf(&r->list->arena, "%s 第 %d 行：%s", r->path, r->line, text);
    if (sentence)
        zy_vec_push(&r->list->notes, &sentence);
}

/* ---- Columns ---- */

static size_t blank_bytes(const char *at, bool tabs_only)
{
    if (*at == '\t')
        return 1;
    if (tabs_only)
        return 0;
    return *at == ' ' ? 1 : strncmp(at, "\u3000", 3) == 0 ? 3 : 0;
}

static char *skip_blank(char *at)
{
    for (size_t n; (n = blank_bytes(at, false)) > 0;)
        at += n;
    return at;
}

static const char *const quotes[][2] = {{"“", "”"}, {"\"", "\""}, {"「", "」"}, {"『", "』"}, {"《", "》"}};

/* Which kind of quotation begins here, or -1. */
static int quote_at(const char *at)
{
    for (int i = 0; i < (int)(sizeof quotes / sizeof *quotes); i++)
        if (strncmp(at, quotes[i][0], strlen(quotes[i][0])) == 0)
            return i;
    return -1;
}

/* The quotation that begins here, without its marks; NULL when none does. */
static char *quoted(char **rest)
{
    int kind = quote_at(*rest);
    char *text = kind < 0 ? NULL : *rest + strlen(quotes[kind][0]);
    char *close = text ? strstr(text, quotes[kind][1]) : NULL;
    if (!close)
        return NULL;
    *close = '\0';
    *rest = close + strlen(quotes[kind][1]);
    return text;
}

/* Takes the next column off the line.  Where the line has tabs, they part the columns, and spaces do not. */
static char *column(char **rest, bool tabs)
{
    *rest = skip_blank(*rest);
    char *text = quoted(rest);
    if (text)
        return text;
    text = *rest;
    char *end = text;
    while (*end && blank_bytes(end, tabs) == 0)
        end++;
    *rest = *end ? end + blank_bytes(end, tabs) : end;
    *end = '\0';
    while (end > text && end[-1] == ' ')
        *--end = '\0';
    return text;
}

/* The kind that the line begins with, and how many bytes say so: 文章 and what parts it from the next. */
static size_t kind_bytes(const char *line, zy_takedown_kind *kind)
{
    static const struct {
        const char *word;
        zy_takedown_kind kind;
    } words[] = {{"文章", ZY_TAKEDOWN_ARTICLE},
                 {"编号", ZY_TAKEDOWN_ARTICLE},
                 {"字样", ZY_TAKEDOWN_STRING},
                 {"姓名", ZY_TAKEDOWN_STRING},
                 {"名字", ZY_TAKEDOWN_STRING}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i].word);
        if (strncmp(line, words[i].word, len) != 0)
            continue;
        const char *behind = line + len;
        size_t parted = *behind == ':' ? 1 : strncmp(behind, "：", 3) == 0 ? 3 : blank_bytes(behind, false);
        if (parted == 0 && *behind && quote_at(behind) < 0)
            continue;
        *kind = words[i].kind;
        return len + parted;
    }
    return 0;
}

static const char *reason_of(reading *r, const char *word)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (strcmp(word, reasons[i]) == 0)
            return reasons[i];
    note(r, *word ? "原因应是“隐私、未成年人、更正、版权、保密、其他”之一；这一行照样生效，只是不显示原因"
                  : "没有写原因；这一行照样生效");
    return "";
}

/* ---- Lines ---- */

static void add_entry(reading *r, zy_takedown_kind kind, const char *text, const char *reason)
{
    zy_takedown_entry entry = {
        .kind = kind, .text = zy_arena_str(&r->list->arena, text), .reason = reason, .line = r->line};
    zy_vec_push(&r->list->entries, &entry);
    r->list->hash = XXH3_64bits_withSeed(text, strlen(text) + 1, r->list->hash + 1 + (uint64_t)kind);
}

static void read_line(reading *r, char *line)
{
    bool tabs = strchr(line, '\t') != NULL;
    char *rest = skip_blank(line);
    if (*rest == '#' || *rest == '\0')
        return;
    zy_takedown_kind kind = ZY_TAKEDOWN_EITHER;
    size_t said = kind_bytes(rest, &kind);
    if (!said)
        note(r, "开头应是“文章”或“字样”；暂按编号查找，没有这个编号就按字样处理");
    rest += said;
    char *text = column(&rest, tabs);
    size_t chars = zy_utf8_count(text, strlen(text));
    if (chars == 0)
        note(r, "没有写文章编号或字样，这一行不起作用");
    else if (kind != ZY_TAKEDOWN_ARTICLE && (chars < STRING_CHARS_LEAST || chars > STRING_CHARS_MOST))
        note(r, "字样应有 2 到 1000 个字，这一行不起作用");
    else
        add_entry(r, kind, text, reason_of(r, column(&rest, tabs)));
}

static void read_lines(reading *r, char *text)
{
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
        text += 3;
    for (char *line = text; *line; r->line++) {
        char *end = line + strcspn(line, "\r\n");
        char stop = *end;
        *end = '\0';
        read_line(r, line);
        line = end + (stop != '\0');
        if (stop == '\r' && *line == '\n')
            line++;
    }
}

/* ---- The file ---- */

/* Older editors write the system's encoding; malloc's, or NULL when it is not that either. */
static char *from_gb18030(const char *bytes, size_t len)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *from = ucnv_open("GB18030", &status), *to = ucnv_open("UTF-8", &status);
    size_t room = 4 * len + 16;
    char *text = U_SUCCESS(status) ? malloc(room) : NULL;
    if (text) {
        char *out = text;
        const char *in = bytes;
        ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
        ucnv_convertEx(to, from, &out, text + room - 1, &in, bytes + len, NULL, NULL, NULL, NULL, true, true,
                       &status);
        if (U_SUCCESS(status)) {
            *out = '\0';
        } else {
            free(text);
            text = NULL;
        }
    }
    ucnv_close(from);
    ucnv_close(to);
    return text;
}

/* malloc's; NULL when there is no reading it, and *status says so. */
static char *read_file(const char *path, zy_status *status, zy_error *err)
{
    char *text = NULL;
    size_t len = 0;
    zy_error why = {0};
    *status = zy_file_read(path, LIST_BYTES, &text, &len, &why);
    if (*status) {
        *status = zy_fail(err, *status == ZY_NO_MEMORY ? *status : ZY_IO,
                          "下架名单读不了（%s），为稳妥起见不作答", why.message);
        zy_hint(err, "请让运行检索的账号能读 %s；没有要下架的，把它删去", path);
        return NULL;
    }
    bool zeros = memchr(text, '\0', len) != NULL;
    if (!zeros && zy_utf8_valid(text, len, NULL))
        return text;
    char *converted = zeros ? NULL : from_gb18030(text, len);
    free(text);
    if (!converted) {
        *status = zy_fail(err, ZY_IO, "下架名单 %s 不是 UTF-8 或 GBK 的文字，为稳妥起见不作答", path);
        zy_hint(err, "请用文字编辑器另存为 UTF-8");
    }
    return converted;
}

zy_status zy_takedown_read(const char *folder, zy_takedown *out, zy_error *err)
{
    char path[PATH_MAX];
    bool there = false;
    zy_takedown list = {.entries = ZY_VEC(zy_takedown_entry), .notes = ZY_VEC(const char *)};
    if (snprintf(path, sizeof path, "%s/takedown.txt", folder) >= (int)sizeof path)
        return zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", folder);
    zy_status status = zy_file_exists(path, &there, err);
    if (status)
        return status;
    if (there) {
        char *text = read_file(path, &status, err);
        if (!text)
            return status;
        read_lines(&(reading){.list = &list, .path = path, .line = 1}, text);
        free(text);
    }
    if (list.entries.failed || list.notes.failed || list.arena.failed) {
        zy_takedown_free(&list);
        return zy_fail_memory(err);
    }
    *out = list;
    return ZY_OK;
}

zy_status zy_takedown_add(zy_takedown *to, const zy_takedown *from, zy_error *err)
{
    for (size_t i = 0; i < from->entries.count; i++) {
        zy_takedown_entry entry = ZY_VEC_AT(from->entries, zy_takedown_entry, i);
        entry.text = zy_arena_str(&to->arena, entry.text);
        zy_vec_push(&to->entries, &entry);
    }
    to->hash ^= from->hash;
    return to->entries.failed || to->arena.failed ? zy_fail_memory(err) : ZY_OK;
}

void zy_takedown_free(zy_takedown *list)
{
    zy_vec_free(&list->entries);
    zy_vec_free(&list->notes);
    zy_arena_free(&list->arena);
    *list = (zy_takedown){.entries = ZY_VEC(zy_takedown_entry), .notes = ZY_VEC(const char *)};
}
