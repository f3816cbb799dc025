/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The settings, through libinih. */
#include "search/settings.h"

#include <ini.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    bool numbers_shown;
    char unknown[64];
} settings;

static int on_value(void *context, const char *section, const char *name, const char *value)
{
    settings *s = context;
    bool known = strcmp(section, "display") == 0 && strcmp(name, "private-numbers") == 0 &&
                 (strcmp(value, "show") == 0 || strcmp(value, "cover") == 0);
    if (known)
        s->numbers_shown = strcmp(value, "show") == 0;
    else if (!s->unknown[0])
        snprintf(s->unknown, sizeof s->unknown, "%.20s = %.20s", name, value);
    return known;
}

void zy_settings_read(const char *folder, bool *numbers_shown, char *complaint, size_t complaint_bytes)
{
    char path[PATH_MAX];
    settings s = {0};
    *numbers_shown = false;
    complaint[0] = '\0';
    if (snprintf(path, sizeof path, "%s/index.ini", folder) >= (int)sizeof path || access(path, F_OK) != 0)
        return;
    int line = ini_parse(path, on_value, &s);
    if (line > 0 && s.unknown[0])
        snprintf(complaint, complaint_bytes, "index.ini 第 %d 行看不懂：%s", line, s.unknown);
    else if (line != 0)
        snprintf(complaint, complaint_bytes, "index.ini %s", line > 0 ? "的写法不对" : "读不了");
    *numbers_shown = line == 0 && s.numbers_shown; /* in doubt, covered */
}
