/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groonga as an engine, in process: articles in a hash table, bigrams with positions, years for the
 * drilldown. */
#include "engines.h"

#include <groonga.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct bench_groonga {
    grn_ctx ctx;
    grn_obj *db, *articles, *index;
};

static const char *const schema[] = {
    "table_create Years TABLE_PAT_KEY UInt16",
    "table_create Articles TABLE_HASH_KEY ShortText",
    "column_create Articles body COLUMN_SCALAR Text",
    "column_create Articles year COLUMN_SCALAR Years",
    "table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram --normalizer NormalizerAuto",
};
static const char index_command[] = "column_create Terms bodies COLUMN_INDEX|WITH_POSITION Articles body";

static unsigned command(bench_groonga *g, const char *text)
{
    char *reply;
    unsigned reply_bytes = 0;
    int flags;
    grn_ctx_send(&g->ctx, text, (unsigned)strlen(text), 0);
    grn_ctx_recv(&g->ctx, &reply, &reply_bytes, &flags);
    if (g->ctx.rc)
        bench_die("groonga: %s: %s", text, g->ctx.errbuf);
    return reply_bytes;
}

static void add_article(bench_groonga *g, grn_obj *body, grn_obj *year, const bench_article *article)
{
    grn_obj text, number;
    grn_id id = grn_table_add(&g->ctx, g->articles, article->id, (unsigned)strlen(article->id), NULL);
    GRN_TEXT_INIT(&text, GRN_OBJ_DO_SHALLOW_COPY);
    GRN_TEXT_SET_REF(&text, article->text, article->text_bytes);
    GRN_UINT16_INIT(&number, 0);
    GRN_UINT16_SET(&g->ctx, &number, (uint16_t)article->year);
    grn_obj_set_value(&g->ctx, year, id, &number, GRN_OBJ_SET);
    if (grn_obj_set_value(&g->ctx, body, id, &text, GRN_OBJ_SET))
        bench_die("groonga: %s", g->ctx.errbuf);
    GRN_OBJ_FIN(&g->ctx, &text);
    GRN_OBJ_FIN(&g->ctx, &number);
}

static void path_of(char path[4096], const char *folder)
{
    snprintf(path, 4096, "%s/db", folder);
}

static bench_groonga *begin(void)
{
    static bool started;
    if (!started && grn_init())
        bench_die("groonga does not start");
    started = true;
    bench_groonga *g = calloc(1, sizeof *g);
    if (!g || grn_ctx_init(&g->ctx, 0))
        bench_die("groonga: no context");
    grn_ctx_set_command_version(&g->ctx, GRN_COMMAND_VERSION_3);
    return g;
}

static void look_up(bench_groonga *g)
{
    g->articles = grn_ctx_get(&g->ctx, "Articles", -1);
    g->index = grn_ctx_get(&g->ctx, "Terms.bodies", -1);
}

bench_groonga *bench_groonga_build(const bench_articles *articles, const char *folder, bool index_last)
{
    char path[4096];
    bench_groonga *g = begin();
    mkdir(folder, 0777);
    path_of(path, folder);
    g->db = grn_db_create(&g->ctx, path, NULL);
    if (!g->db)
        bench_die("groonga: cannot create %s", path);
    for (size_t i = 0; i < sizeof schema / sizeof *schema; i++)
        command(g, schema[i]);
    if (!index_last)
        command(g, index_command);
    look_up(g);
    grn_obj *body = grn_ctx_get(&g->ctx, "Articles.body", -1),
            *year = grn_ctx_get(&g->ctx, "Articles.year", -1);
    for (size_t i = 0; i < articles->count; i++)
        add_article(g, body, year, &articles->items[i]);
    if (index_last)
        command(g, index_command);
    command(g, "io_flush"); /* ours is on disk when it returns; so shall this be */
    look_up(g);
    return g;
}

bench_groonga *bench_groonga_open(const char *folder)
{
    char path[4096];
    bench_groonga *g = begin();
    path_of(path, folder);
    g->db = grn_db_open(&g->ctx, path);
    if (!g->db)
        bench_die("groonga: cannot open %s", path);
    look_up(g);
    return g;
}

void bench_groonga_close(bench_groonga *g)
{
    grn_obj_close(&g->ctx, g->db);
    grn_ctx_fin(&g->ctx);
    free(g);
}

uint64_t bench_groonga_count(void *context, const char *string)
{
    bench_groonga *g = context;
    grn_obj query;
    grn_search_optarg how;
    memset(&how, 0, sizeof how);
    how.mode = GRN_OP_EXACT; /* all bigrams, one behind the other */
    GRN_TEXT_INIT(&query, GRN_OBJ_DO_SHALLOW_COPY);
    GRN_TEXT_SET_REF(&query, string, strlen(string));
    grn_obj *found = grn_table_create(&g->ctx, NULL, 0, NULL, GRN_OBJ_TABLE_HASH_KEY | GRN_OBJ_WITH_SUBREC,
                                      g->articles, NULL);
    if (grn_obj_search(&g->ctx, g->index, &query, found, GRN_OP_OR, &how))
        bench_die("groonga: %s", g->ctx.errbuf);
    uint64_t count = grn_table_size(&g->ctx, found);
    grn_obj_unlink(&g->ctx, found);
    GRN_OBJ_FIN(&g->ctx, &query);
    return count;
}

uint64_t bench_groonga_answer(void *context, const char *query)
{
    char text[512];
    snprintf(
        text, sizeof text,
        "select Articles --match_columns body --query '\"%s\"' --output_columns "
        "'_key,year,_score,snippet_html(body)' --sort_keys -_score --limit 10 --drilldowns[year].keys year "
        "--cache no",
        query);
    return command(context, text);
}
