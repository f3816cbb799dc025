/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walking folders for what there is to read: page texts named as pages are together an issue, all else
 * stands alone.  In: paths.  Out: units in the order of their names. */
#include "base/error.h"
#include "issue/corrections.h"
#include "issue/facts.h"
#include "issue/reader.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { DEPTH_MOST = 32 };

typedef struct {
    zy_units *units;
    size_t cap;
    bool failed;
} walk;

static bool has_ending(const char *name, const char *ending)
{
    size_t len = strlen(name), end = strlen(ending);
    return len > end && strcasecmp(name + len - end, ending) == 0;
}

/* By the name alone: the content decides later, but a folder's other files (pictures, truth, configuration)
 * are not read. */
static bool is_page(const char *name)
{
    return has_ending(name, ".txt");
}

static bool stands_alone(const char *name)
{
    static const char *const endings[] = {".jsonl", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (has_ending(name, endings[i]))
            return true;
    return false;
}

/* 01.txt, p2.txt, 101-3.txt, 第3版.txt: the name of one page.  101.txt and 000_42f2.txt name a whole issue.
 */
static bool is_page_name(const char *name)
{
    size_t bytes = strlen(name) - strlen(".txt"), end = bytes, digits = 0;
    if (memmem(name, bytes, "版", strlen("版")))
        return true;
    while (end > 0 && name[end - 1] >= '0' && name[end - 1] <= '9') {
        end--;
        digits++;
    }
    return digits >= 1 && digits <= 2 && (end == 0 || strchr("-_pPaAbBcCdD .", name[end - 1]));
}

/* Whether all page texts of a folder are pages of one issue. */
static bool is_one_issue(struct dirent **names, int count)
{
    for (int i = 0; i < count; i++)
        if (is_page(names[i]->d_name) && !is_page_name(names[i]->d_name))
            return false;
    return true;
}

static zy_unit *add_unit(walk *w, const char *path)
{
    zy_units *units = w->units;
    if (units->count == w->cap) {
        size_t cap = 2 * w->cap + 16;
        zy_unit *more = realloc(units->items, cap * sizeof *more);
        if (!more) {
            w->failed = true;
            return NULL;
        }
        units->items = more;
        w->cap = cap;
    }
    zy_unit *unit = &units->items[units->count];
    *unit = (zy_unit){.path = zy_arena_str(&units->found.arena, path)};
    if (!unit->path) {
        w->failed = true;
        return NULL;
    }
    units->count++;
    return unit;
}

/* corpus.ini is a part of every unit it speaks of: changed, they are read again. */
static void add_facts(walk *w, zy_unit *unit)
{
    const char *facts = unit ? zy_facts_file(&w->units->found.arena, unit->path) : NULL;
    if (facts && !zy_strings_add(&w->units->found.arena, &unit->files, facts, strlen(facts)))
        w->failed = true;
}

static void add_file(walk *w, zy_unit *unit, const char *path)
{
    if (unit && !zy_strings_add(&w->units->found.arena, &unit->files, path, strlen(path)))
        w->failed = true;
}

/* A file and the corrections beside it. */
static void add_with_corrections(walk *w, zy_unit *unit, const char *path)
{
    struct stat about;
    const char *beside = zy_arena_printf(&w->units->found.arena, "%s%s", path, ZY_CORRECTIONS_SUFFIX);
    add_file(w, unit, path);
    if (beside && lstat(beside, &about) == 0)
        add_file(w, unit, beside);
}

static void add_corrections_of_issue(walk *w, zy_unit *unit, const char *folder)
{
    struct stat about;
    const char *path = zy_arena_printf(&w->units->found.arena, "%s/%s", folder, ZY_CORRECTIONS_OF_ISSUE);
    if (path && lstat(path, &about) == 0)
        add_file(w, unit, path);
}

static void left_out(walk *w, const char *code, const char *path, const char *reason)
{
    zy_articles_note(&w->units->found, ZY_NOTE_REFUSED, code, path, 0, 1, "%s：%s", path, reason);
}

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void walk_path(walk *w, const char *path, int depth);

/* One entry of a folder.  When its page texts go together, `issue` becomes the unit of the folder's pages
 * with the first of them. */
static void walk_entry(walk *w, const char *folder, const char *name, int depth, bool together, size_t *issue)
{
    char *path = zy_arena_printf(&w->units->found.arena, "%s/%s", folder, name);
    struct stat about;
    if (!path) {
        w->failed = true;
    } else if (lstat(path, &about) != 0) {
        left_out(w, "unreadable", path, strerror(errno));
    } else if (S_ISLNK(about.st_mode) && stat(path, &about) == 0 && S_ISDIR(about.st_mode)) {
        zy_articles_note(&w->units->found, ZY_NOTE_INFO, "symbolic-link", path, 0, 1,
                         "%s 是指向文件夹的符号链接，没有进入", path);
    } else if (S_ISDIR(about.st_mode)) {
        walk_path(w, path, depth + 1);
    } else if (is_page(name) || stands_alone(name)) {
        if (!S_ISREG(about.st_mode)) {
            left_out(w, "not-regular", path, "不是普通文件，未读取");
        } else if (stands_alone(name) || !together) {
            zy_unit *unit = add_unit(w, path);
            add_with_corrections(w, unit, path);
            add_facts(w, unit);
        } else {
            if (*issue == SIZE_MAX && add_unit(w, folder)) {
                *issue = w->units->count - 1;
                add_corrections_of_issue(w, &w->units->items[*issue], folder);
                add_facts(w, &w->units->items[*issue]);
            }
            if (*issue != SIZE_MAX)
                add_with_corrections(w, &w->units->items[*issue], path);
        }
    }
}

static void check_facts(walk *w, const char *folder)
{
    struct stat about;
    const char *path = zy_arena_printf(&w->units->found.arena, "%s/%s", folder, ZY_FACTS_FILE);
    if (path && stat(path, &about) == 0 && S_ISREG(about.st_mode))
        zy_facts_check(path, &w->units->found);
}

static void walk_folder(walk *w, const char *folder, int depth)
{
    struct dirent **names = NULL;
    int count = scandir(folder, &names, visible, alphasort);
    size_t issue = SIZE_MAX;
    if (count < 0) {
        left_out(w, "unreadable", folder, strerror(errno));
        return;
    }
    check_facts(w, folder);
    bool together = is_one_issue(names, count);
    for (int i = 0; i < count; i++) {
        if (!w->failed)
            walk_entry(w, folder, names[i]->d_name, depth, together, &issue);
        free(names[i]);
    }
    free(names);
}

static void walk_path(walk *w, const char *path, int depth)
{
    struct stat about;
    if (stat(path, &about) != 0)
        left_out(w, "unreadable", path, strerror(errno));
    else if (S_ISDIR(about.st_mode) && depth >= DEPTH_MOST)
        left_out(w, "too-deep", path, "文件夹层数过多，没有进入");
    else if (S_ISDIR(about.st_mode))
        walk_folder(w, path, depth);
    else if (!S_ISREG(about.st_mode))
        left_out(w, "not-regular", path, "不是普通文件，未读取");
    else { /* named outright: read whatever its name is */
        zy_unit *unit = add_unit(w, path);
        add_with_corrections(w, unit, path);
        add_facts(w, unit);
    }
}

zy_status zy_units_find(const char *const *paths, size_t count, zy_units *out, zy_error *err)
{
    zy_units units = {0};
    walk w = {.units = &units};
    for (size_t i = 0; i < count; i++) {
        char *path = zy_arena_str(&units.found.arena, paths[i]);
        size_t len = path ? strlen(path) : 0;
        while (len > 1 && path[len - 1] == '/')
            path[--len] = '\0';
        if (path)
            walk_path(&w, path, 0);
    }
    if (w.failed || units.found.arena.failed) {
        zy_units_free(&units);
        return zy_fail_memory(err);
    }
    *out = units;
    return ZY_OK;
}

void zy_units_free(zy_units *units)
{
    if (!units)
        return;
    free(units->items);
    zy_articles_free(&units->found);
    *units = (zy_units){0};
}
