/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus.ini, through libinih.  In: a folder's file of facts.  Out: what it says of a path.  A section is a
 * file or folder below the corpus.ini, * stands for any letters; the longest that fits speaks last. */
#include "issue/facts.h"

#include "base/utf8.h"
#include "issue/marks.h"
#include "issue/print.h"

#include <fnmatch.h>
#include <ini.h>
#include <string.h>
#include <sys/stat.h>

enum { FOLDERS_UP = 4, LONGEST_SECTION = 48 }; /* libinih cuts longer names of sections */

static const char *const keys[] = {"期号", "日期", "版次", "栏目"};

const char *zy_facts_file(zy_arena *arena, const char *path)
{
    struct stat about;
    size_t end = strlen(path);
    bool folder = stat(path, &about) == 0 && S_ISDIR(about.st_mode);
    for (int up = 0; up < FOLDERS_UP; up++) {
        while (!folder && end > 0 && path[end - 1] != '/')
            end--;
        folder = false;
        while (end > 1 && path[end - 1] == '/')
            end--;
        const char *file = end ? zy_arena_printf(arena, "%.*s/%s", (int)end, path, ZY_FACTS_FILE)
                               : zy_arena_str(arena, ZY_FACTS_FILE);
        if (file && stat(file, &about) == 0 && S_ISREG(about.st_mode))
            return file;
        if (end == 0 || (end == 1 && path[0] == '/'))
            break;
    }
    return NULL;
}

typedef struct {
    zy_arena *arena;
    const char *below; /* the path as seen from the corpus.ini */
    zy_issue_facts *out;
    size_t best[sizeof keys / sizeof *keys]; /* length of the section each was taken from */
    zy_articles *notes;                      /* when checking */
    const char *file;
} reading;

/* The section's name fits the path or a folder above it. */
static bool fits(const char *section, const char *below)
{
    if (!*section)
        return true;
    return fnmatch(section, below, FNM_LEADING_DIR | FNM_PATHNAME) == 0;
}

static int key_of(const char *name)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(name, keys[i]) == 0)
            return (int)i;
    return -1;
}

static void take(reading *r, int key, const char *value)
{
    zy_issue_facts *out = r->out;
    zy_span text = zy_span_of(value);
    const char *copy = zy_arena_str(r->arena, value);
    switch (key) {
    case 0: out->issue = copy; break;
    case 1: out->date = zy_date_read(text); break;
    case 2: out->page = zy_read_number(text); break;
    default: out->section = copy; break;
    }
}

static int on_fact(void *user, const char *section, const char *name, const char *value)
{
    reading *r = user;
    int key = key_of(name);
    if (key < 0 || !fits(section, r->below) || strlen(section) < r->best[key])
        return 1;
    r->best[key] = strlen(section);
    take(r, key, value);
    return 1;
}

void zy_facts_said(zy_arena *arena, const char *path, zy_issue_facts *out)
{
    *out = (zy_issue_facts){0};
    const char *file = zy_facts_file(arena, path);
    if (!file)
        return;
    size_t folder = strlen(file) - strlen(ZY_FACTS_FILE);
    reading r = {.arena = arena, .below = path + (strlen(path) > folder ? folder : strlen(path)), .out = out};
    ini_parse(file, on_fact, &r); /* what is wrong in it was noted by zy_facts_check */
}

static int check_fact(void *user, const char *section, const char *name, const char *value)
{
    reading *r = user;
    int key = key_of(name);
    const char *wrong = strlen(section) > LONGEST_SECTION ? "方括号里的名字太长，请只写开头，后面用 * 代替"
                        : key < 0                         ? "只能写期号、日期、版次、栏目"
                        : key == 1 && !zy_date_read(zy_span_of(value))   ? "看不懂这个日期"
                        : key == 2 && !zy_read_number(zy_span_of(value)) ? "看不懂这个版次"
                                                                         : NULL;
    size_t shown = zy_utf8_floor(section, strlen(section)); /* a name that was cut may end inside a letter */
    if (wrong)
        zy_articles_note(r->notes, ZY_NOTE_REFUSED, "corpus-ini", r->file, 0, 1,
                         "%s 的 [%.*s] 里“%s = %s”：%s", r->file, (int)shown, section, name, value, wrong);
    return 1;
}

void zy_facts_check(const char *file, zy_articles *notes)
{
    reading r = {.notes = notes, .file = file};
    int line = ini_parse(file, check_fact, &r);
    if (line)
        zy_articles_note(notes, ZY_NOTE_REFUSED, "corpus-ini", file, line > 0 ? line : 0, 1,
                         line > 0 ? "%s 第 %d 行看不懂：应是“[文件夹]”或“名称 = 内容”" : "%s 读不了", file,
                         line);
}

/* How an article came by a fact: said in corpus.ini, printed, or named by its file. */
static const char *origin(bool said, bool named)
{
    return said ? ZY_FACTS_FILE : named ? "文件名" : "报上所印";
}

static void note_origins(zy_articles *set, size_t first, const char *path, const zy_issue_facts *said,
                         bool issue_named, bool date_named)
{
    const zy_article *a = &set->items[first];
    char date[11];
    zy_date_print(a->date, date);
    const char *issue = !a->issue ? "期号不详"
                                  : zy_arena_printf(&set->arena, "期号 %s 取自%s", a->issue,
                                                    origin(said->issue, issue_named)),
               *day = !a->date ? "日期不详"
                               : zy_arena_printf(&set->arena, "日期 %s 取自%s", date,
                                                 origin(said->date, date_named));
    if (issue && day)
        zy_articles_note(set, ZY_NOTE_INFO, "facts", path, 0, 1, "%s：%s，%s", path, issue, day);
}

static void note_contradiction(zy_articles *set, const zy_article *a, const char *path,
                               const zy_issue_facts *named)
{
    char printed[11], other[11];
    zy_date_print(a->date, printed);
    zy_date_print(named->date, other);
    int shared = named->date % 100 ? 1 : named->date % 10000 ? 100 : 10000;
    if (a->issue && named->issue &&
        zy_read_number(zy_span_of(a->issue)) != zy_read_number(zy_span_of(named->issue)))
        zy_articles_note(set, ZY_NOTE_UNCERTAIN, "facts-differ", path, 0, 0.5,
                         "%s：报上所印是第 %s 期，文件名是第 %s 期；用了报上所印的，请核对", path, a->issue,
                         named->issue);
    if (a->date && named->date && a->date / shared != named->date / shared)
        zy_articles_note(set, ZY_NOTE_UNCERTAIN, "facts-differ", path, 0, 0.5,
                         "%s：报上所印是 %s，文件名是 %s；用了报上所印的，请核对", path, printed, other);
}

void zy_facts_apply(zy_articles *set, size_t first, const char *path, const zy_issue_facts *said,
                    const zy_issue_facts *named)
{
    if (first >= set->count)
        return;
    bool issue_named = !set->items[first].issue, date_named = !set->items[first].date;
    zy_issue_facts unsaid = *named;
    if (said->issue)
        unsaid.issue = NULL;
    if (said->date)
        unsaid.date = 0;
    note_contradiction(set, &set->items[first], path, &unsaid);
    for (size_t i = first; i < set->count; i++) {
        zy_article *a = &set->items[i];
        a->issue = a->issue ? a->issue : named->issue;
        a->date = a->date ? a->date : named->date;
        a->page = said->page ? said->page : a->page ? a->page : named->page;
        a->section = said->section ? said->section : a->section;
    }
    note_origins(set, first, path, said, issue_named, date_named);
}
