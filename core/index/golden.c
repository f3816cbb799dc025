/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The gate: a new generation answers only when its golden queries come out right.
 * A line is: query TAB title or id of the article that must be first TAB title or id that must not be found.
 */
#include "base/buf.h"
#include "base/error.h"
#include "index/side_files.h"
#include "search/search.h"

#include <stdlib.h>
#include <string.h>

enum { GOLDEN_BYTES = 16 << 20 };

typedef struct {
    const char *query, *first, *never;
} golden;

/* Titles are compared as the search reads them: full width, Traditional and spaces do not count. */
static bool same_folded(const char *a, const char *b)
{
    zy_folded left = {0}, right = {0};
    zy_fold(a, strlen(a), &left);
    zy_fold(b, strlen(b), &right);
    bool same = left.unit_count == right.unit_count && left.unit_count > 0 &&
                memcmp(left.units, right.units, left.unit_count * sizeof *left.units) == 0;
    zy_folded_free(&left);
    zy_folded_free(&right);
    return same;
}

/* By its id, or by its headline: one of its lines, or several together.  Which line of a headline is the
 * title is the reader's judgement and not the town's business. */
static bool is_article(const zy_hit *hit, const char *name)
{
    if (strcmp(hit->id, name) == 0 || same_folded(hit->title, name))
        return true;
    bool same = (hit->kicker && same_folded(hit->kicker, name)) ||
                (hit->subtitle && same_folded(hit->subtitle, name));
    for (int lines = 1; lines < 4 && !same; lines++) {
        zy_buf headline = {0};
        zy_buf_str(&headline, lines & 1 ? hit->kicker : NULL);
        zy_buf_str(&headline, hit->title);
        zy_buf_str(&headline, lines & 2 ? hit->subtitle : NULL);
        same = headline.data && same_folded(headline.data, name);
        zy_buf_free(&headline);
    }
    return same;
}

static zy_status fail(zy_error *err, const char *path, int line, const golden *g, const char *what,
                      const char *found)
{
    zy_status status = zy_fail(err, ZY_GATE, "%s 第 %d 行：查“%s”%s，实为“%s”；新索引未启用", path, line,
                               g->query, what, found);
    zy_hint(err, "原有的索引照常可查；请核对这一行或词库后再运行，确知无妨时可加 --no-gate");
    return status;
}

static zy_status ask(zy_store *store, const char *path, int line, const golden *g, zy_error *err)
{
    zy_request request = zy_request_default(g->query);
    request.limit = ZY_PAGE_MOST;
    request.facets = 0;
    request.timeline = false;
    zy_answer *answer = NULL;
    zy_status status = zy_search(store, &request, &answer, err);
    if (status)
        return status;
    if (*g->first && (answer->hit_count == 0 || !is_article(&answer->hits[0], g->first)))
        status = fail(err, path, line, g, "应排第一的文章没有排第一",
                      answer->hit_count ? answer->hits[0].title : "没有结果");
    for (size_t i = 0; i < answer->hit_count && *g->never && !status; i++)
        if (is_article(&answer->hits[i], g->never))
            status = fail(err, path, line, g, "不应出现的文章出现了", g->never);
    zy_answer_free(answer);
    return status;
}

/* Cuts a line into its three cells, in place; false for a comment or an empty line. */
static bool read_line(char *line, golden *g)
{
    char *first = strchr(line, '\t');
    if (*line == '#' || !first)
        return false;
    *first++ = '\0';
    char *never = strchr(first, '\t');
    if (never)
        *never++ = '\0';
    char *rest = never ? strchr(never, '\t') : NULL;
    if (rest)
        *rest = '\0';
    *g = (golden){line, first, never ? never : ""};
    return *line != '\0';
}

/* What the take-down list hides cannot come first, and that is no fault of the index. */
static bool is_asked(zy_run *run, const zy_store *store, int line, const golden *g)
{
    if (!*g->first || !zy_store_hides(store, g->first))
        return true;
    zy_run_notice(run, "%s 第 %d 行要求的“%s”在下架名单上，这一行未查", run->options->golden, line, g->first);
    return false;
}

zy_status zy_golden_check(zy_run *run, zy_store *store, zy_error *err)
{
    char *text;
    size_t len;
    if (!run->options->golden)
        return ZY_OK;
    zy_status status = zy_file_read(run->options->golden, GOLDEN_BYTES, &text, &len, err);
    if (status)
        return status;
    int number = 1;
    for (char *line = text, *end; !status && line < text + len; line = end + 1, number++) {
        end = line + strcspn(line, "\r\n");
        bool carriage = *end == '\r';
        *end = '\0';
        golden g;
        if (read_line(line, &g) && is_asked(run, store, number, &g))
            status = ask(store, run->options->golden, number, &g, err);
        end += carriage && end[1] == '\n';
    }
    free(text);
    return status;
}
