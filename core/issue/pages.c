/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Article recovery, step by step: lines, marks, labels, drafts, articles.  In: the page texts of one issue.
 * Out: its articles and what was uncertain about them. */
#include "issue/pages.h"

#include "base/error.h"
#include "issue/assemble.h"
#include "issue/byline.h"
#include "issue/facts.h"
#include "issue/grams.h"
#include "issue/marks.h"
#include "issue/print.h"

#include <stdlib.h>
#include <string.h>

/* The number a page file's name has: 126期_02版.txt, and where there are several files 01.txt, p2.txt,
 * 101-3.txt; 0 when it has none up to 64. */
static int number_in_name(const zy_issue_text *issue, const char *name)
{
    zy_issue_facts named;
    zy_facts_named(&issue->set->arena, name, &named);
    if (named.page || issue->page_count < 2)
        return named.page;
    const char *base = strrchr(name, '/');
    base = base ? base + 1 : name;
    const char *dot = strrchr(base, '.');
    size_t end = dot ? (size_t)(dot - base) : strlen(base), start = end;
    while (start > 0 && base[start - 1] >= '0' && base[start - 1] <= '9')
        start--;
    int number = end > start && end - start <= 2 ? zy_read_number((zy_span){base + start, end - start}) : 0;
    return number <= 64 ? number : 0;
}

static void number_pages(zy_issue_text *issue)
{
    bool one_each = true;
    for (size_t p = 1; p < issue->page_count; p++)
        one_each &= issue->pages[p].file != issue->pages[p - 1].file;
    for (size_t p = 0; p < issue->page_count; p++) {
        zy_page *page = &issue->pages[p];
        if (!page->number && one_each)
            page->number = number_in_name(issue, page->name);
        if (!page->number)
            page->number = p > 0 && issue->pages[p - 1].number ? issue->pages[p - 1].number + 1 : (int)p + 1;
    }
}

/* What all pages have beside their number is the paper's name, no section. */
static void drop_common_section(zy_issue_text *issue)
{
    for (size_t p = 0; p < issue->page_count; p++)
        if (!issue->pages[p].section || issue->page_count < 2 ||
            strcmp(issue->pages[p].section, issue->pages[0].section) != 0)
            return;
    for (size_t p = 0; p < issue->page_count; p++)
        issue->pages[p].section = NULL;
}

/* Number and date from the first masthead or running head that has them, when nothing outside said. */
static void learn_issue(zy_issue_text *issue, const char **number, int *date)
{
    zy_found found;
    for (size_t i = 0; i < issue->count; i++) {
        const zy_line *line = &issue->lines[i];
        if (line->kind != ZY_LINE_FURNITURE)
            continue;
        if (!*number && zy_find(issue->patterns, ZY_RE_ISSUE_NUMBER, line->plain, 0, &found))
            *number =
                zy_arena_strn(&issue->set->arena, line->text.at + found.from[1], found.to[1] - found.from[1]);
        if (!*date && zy_find(issue->patterns, ZY_RE_DATE, line->plain, 0, &found))
            *date = zy_date_read(zy_span_cut(line->plain, found.from[0], found.to[0]));
    }
}

static void add_article(zy_issue_text *issue, const zy_drafts *drafts, int index, const char *stem,
                        const char *number, int date, int serial)
{
    const zy_draft *draft = &drafts->items[index];
    zy_articles *set = issue->set;
    const zy_page *page = &issue->pages[draft->page];
    zy_article *article = zy_articles_add(set);
    if (!article)
        return;
    article->section = draft->section;
    zy_title_split(issue, draft, article);
    if (!article->title[0] && draft->section) { /* briefs under a column's name alone */
        article->title = draft->section;
        article->section = NULL;
    }
    if (!article->section)
        article->section = page->section;
    article->id = zy_arena_printf(&set->arena, "%s-p%d-%d", stem, page->number, serial);
    article->issue = number;
    article->date = date;
    article->page = page->number;
    article->continued = draft->to;
    article->authors = draft->authors;
    for (size_t i = 0; i < draft->credits.count; i++)
        zy_names_add(&set->arena, &article->authors, draft->credits.items[i]);
    article->captions = draft->captions;
    article->paragraphs = draft->paragraphs;
    article->first_line = draft->first_line;
    article->last_line = draft->last_line;
    article->source = page->name;
    zy_corrections_edit(issue, article, index);
}

/* A draft without a headline on a page where nothing says it goes on: text before the first headline. */
static bool worth_keeping(const zy_draft *draft)
{
    return !draft->joined && (draft->heads.count || draft->paragraphs.count || draft->captions.count);
}

static void add_articles(zy_issue_text *issue, const zy_drafts *drafts, const char *stem,
                         const zy_issue_facts *facts)
{
    const char *number = issue->number || !facts || !facts->issue
                             ? issue->number
                             : zy_arena_str(&issue->set->arena, facts->issue);
    int date = issue->date || !facts ? issue->date : facts->date;
    learn_issue(issue, &number, &date);
    int serial = 0, page = -1;
    for (size_t i = 0; i < drafts->count; i++) {
        const zy_draft *draft = &drafts->items[i];
        if (!worth_keeping(draft))
            continue;
        serial = (int)draft->page == page ? serial + 1 : 1;
        page = (int)draft->page;
        add_article(issue, drafts, (int)i, stem, number, date, serial);
        if (!draft->heads.count && !draft->section)
            zy_articles_note(issue->set, ZY_NOTE_UNCERTAIN, "no-headline", issue->pages[draft->page].name,
                             draft->first_line, 0.5, "第 %d 行起的文字没有标题", draft->first_line);
    }
}

/* Which draft each edit of a clerk's is for: the owner of its line, or what that became a part of. */
static void find_edited(zy_issue_text *issue, const zy_drafts *drafts)
{
    for (size_t e = 0; e < issue->amends.count; e++) {
        zy_amend *edit = &ZY_VEC_AT(issue->amends, zy_amend, e);
        for (size_t i = 0; i < issue->count; i++)
            if (issue->lines[i].file == edit->file && issue->lines[i].number == edit->line &&
                drafts->lines[i].draft >= 0)
                edit->draft = drafts->lines[i].draft;
        while (edit->draft >= 0 && drafts->items[edit->draft].joined)
            edit->draft = drafts->items[edit->draft].into;
    }
}

static zy_status recover(zy_issue_text *issue, const zy_page_file *files, const char *stem,
                         const zy_issue_facts *facts, zy_error *err)
{
    zy_pages_close_letters(issue);
    zy_pages_close_up(issue);
    zy_status status = zy_mark_jumps(issue, err);
    if (status)
        return status;
    zy_mark_web(issue);
    zy_mark_furniture(issue);
    number_pages(issue);
    drop_common_section(issue);
    zy_pages_measure(issue);
    issue->grams = zy_grams_of(issue);
    zy_printed_tell(issue, files);
    zy_mark_captions(issue);
    zy_mark_strays(issue);
    status = zy_part_bylines(issue, err);
    if (status)
        return status;
    zy_pages_measure(issue);
    zy_labelling labels = {0};
    zy_drafts drafts = {0};
    status = zy_segment(issue, &labels, err);
    if (!status)
        zy_doubts_note(issue, &labels);
    if (!status)
        status = zy_drafts_make(issue, &labels, &drafts, err);
    if (!status) {
        zy_drafts_join(issue, &drafts);
        find_edited(issue, &drafts);
        add_articles(issue, &drafts, stem, facts);
        zy_corrections_finish(issue);
    }
    zy_labelling_free(&labels);
    zy_drafts_free(&drafts);
    return status;
}

zy_status zy_pages_read(const zy_page_files *pages, const char *stem, const zy_issue_facts *facts,
                        zy_articles *set, zy_error *err)
{
    zy_issue_text issue = {.set = set, .amends = ZY_VEC(zy_amend)};
    zy_status status = zy_patterns_open(&issue.patterns, err);
    for (size_t i = 0; !status && i < pages->count; i++) {
        const zy_page_file *file = &pages->files[i];
        status = zy_lines_split(&issue, (int)i, file->name, (zy_span){file->text, file->bytes}, err);
    }
    if (!status)
        status = zy_corrections_apply(&issue, pages->corrections, pages->correction_count, err);
    if (!status && issue.count)
        status = recover(&issue, pages->files, stem, facts, err);
    zy_issue_text_free(&issue);
    return !status && set->arena.failed ? zy_fail_memory(err) : status;
}
