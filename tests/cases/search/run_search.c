/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs case files on searching.  Usage: cases_search [--write] FOLDER FILE, where FOLDER holds archive/ and
 * lexicon/.
 *
 *   QUERY  HITS  NEVER
 *
 * HITS are all literal hits in their order, an id and its class each: a1:word b2:inside; "-" for none.  NEVER
 * are ids that must not come at all, not even as related.  --write prints the file with the hits as they are.
 */
#include "../table.h"

#include "base/buf.h"
#include "base/file.h"
#include "zy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool listed(const char *list, const char *id)
{
    size_t len = strlen(id);
    for (const char *at = list; (at = strstr(at, id)); at++)
        if ((at == list || at[-1] == ' ') && (at[len] == '\0' || at[len] == ' '))
            return true;
    return false;
}

/* The literal hits as the file writes them; *clean is false when one comes that never should. */
static bool answer_case(zy_store *store, const char *query, const char *never, zy_buf *out, bool *clean)
{
    zy_answer *answer = NULL;
    zy_request request = zy_request_default(query);
    request.limit = ZY_PAGE_MOST;
    if (zy_search(store, &request, &answer, NULL))
        return false;
    size_t literal = 0;
    for (size_t i = 0; i < answer->hit_count; i++) {
        const zy_hit *hit = &answer->hits[i];
        *clean = *clean && !listed(never, hit->id);
        if (hit->class_ == ZY_CLASS_RELATED)
            continue;
        zy_buf_printf(out, "%s%s:%s", literal++ ? " " : "", hit->id, zy_class_name(hit->class_));
    }
    bool exact = literal == answer->total;
    if (!literal)
        zy_buf_str(out, "-");
    zy_answer_free(answer);
    return exact;
}

static bool run_row(zy_store *store, const table_row *row, bool write)
{
    zy_buf got = {0};
    bool clean = true;
    const char *never = row->count > 2 ? row->cell[2] : "";
    bool right = answer_case(store, row->cell[0], never, &got, &clean);
    if (write) {
        printf("%s\t%s%s%s\n", row->raw[0], got.data, row->count > 2 ? "\t" : "",
               row->count > 2 ? row->raw[2] : "");
    } else if (!right || !clean || row->count < 2 || strcmp(got.data, row->cell[1]) != 0) {
        printf("line %d: %s\n  wanted %s\n  got    %s%s\n", row->line, row->raw[0],
               row->count > 1 ? row->raw[1] : "", got.data, clean ? "" : ", and one that never should");
        right = false;
    }
    zy_buf_free(&got);
    return right && clean;
}

static int run(const char *index, const char *file, bool write)
{
    zy_store *store = NULL;
    zy_error err = {0};
    table t;
    table_row row;
    int cases = 0, wrong = 0;
    if (zy_open(index, &store, &err)) {
        printf("%s\n", err.message);
        return 2;
    }
    if (table_open(&t, file))
        for (; table_next(&t, &row); cases++)
            wrong += !run_row(store, &row, write);
    table_close(&t);
    zy_close(store);
    if (!write)
        printf("%d cases, %d wrong\n", cases, wrong);
    return wrong || !cases ? 1 : 0;
}

int main(int argc, char **argv)
{
    bool write = argc == 4 && strcmp(argv[1], "--write") == 0;
    char index[] = "/tmp/zy-cases-XXXXXX", archive[4096], lexicon[4096];
    if (argc != 3 + write || !mkdtemp(index))
        return 2;
    snprintf(archive, sizeof archive, "%s/archive", argv[1 + write]);
    snprintf(lexicon, sizeof lexicon, "%s/lexicon", argv[1 + write]);
    zy_index_options options = {.folder = index, .lexicon = lexicon, .jobs = 2};
    zy_index_result made = {0};
    zy_error err = {0};
    const char *paths[] = {archive};
    int result = 2;
    if (zy_index(&options, paths, 1, &made, &err))
        printf("%s%s\n", err.message, made.refusals.data ? made.refusals.data : "");
    else
        result = run(index, argv[2 + write], write);
    zy_index_result_free(&made);
    zy_remove_tree(index);
    return result;
}
