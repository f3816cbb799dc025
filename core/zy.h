/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * zy.h: the one public header of libzy, full-text search over a Chinese newspaper archive.
 *
 * Ownership, in three sentences: what comes back through an `out` parameter is the caller's, has a matching
 * `_free` (or `_close`), and is untouched when the call fails.  What a function returns directly is borrowed
 * and lives as long as the object it was asked of.  Freeing NULL is fine.
 *
 * Every string is UTF-8.  Lengths and positions are Unicode code points unless a name says `_bytes`.
 * The library never prints, never exits and never reads the environment.  A zy_store belongs to one thread at
 * a time: open one for each.
 */
#ifndef ZY_H
#define ZY_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ZY_API __attribute__((visibility("default")))
#define ZY_CHECKED __attribute__((warn_unused_result))

/* ---- Errors
 * ------------------------------------------------------------------------------------------------ */

/* The one list of what can happen: name, a program's exit status, the HTTP status, a general sentence. */
#define ZY_STATUS_TABLE(X)                                                                                   \
    X(OK, 0, 200, "成功")                                                                                    \
    X(END, 0, 200, "没有更多了")                                                                             \
    X(BAD_ARGUMENT, 2, 400, "参数不对")                                                                      \
    X(NOT_FOUND, 2, 404, "没有找到")                                                                         \
    X(GONE, 2, 410, "已按规定撤下")                                                                          \
    X(NO_INDEX, 2, 503, "索引不存在")                                                                        \
    X(WRONG_SCHEMA, 2, 503, "索引由另一版本的程序建立")                                                      \
    X(CORRUPT, 2, 503, "索引已损坏")                                                                         \
    X(LOCKED, 2, 503, "另一个程序正在写索引")                                                                \
    X(REFUSED, 1, 422, "输入未被收录")                                                                       \
    X(GATE, 2, 503, "新索引未通过检查")                                                                      \
    X(IO, 2, 500, "读写出错")                                                                                \
    X(TOO_LARGE, 2, 413, "输入过大")                                                                         \
    X(NO_MEMORY, 2, 503, "内存不足")                                                                         \
    X(TIMEOUT, 2, 503, "超时")                                                                               \
    X(UNSUPPORTED, 2, 501, "尚不支持")                                                                       \
    X(INTERNAL, 2, 500, "程序内部错误")

typedef enum {
#define X(name, exit_status, http_status, text) ZY_##name,
    ZY_STATUS_TABLE(X)
#undef X
        ZY_STATUS_COUNT
} zy_status;

/* A caller's record of what went wrong.  The first, most specific message wins; later ones do not overwrite
 * it. */
typedef struct {
    zy_status status;
    char message[512]; /* one sentence: the input, the place, the reason */
    char hint[256];    /* the way out, or empty */
} zy_error;

ZY_API const char *zy_status_name(zy_status status);
ZY_API const char *zy_status_text(zy_status status);
ZY_API int zy_status_exit(zy_status status);
ZY_API int zy_status_http(zy_status status);
ZY_API const char *zy_version(void);

/* ---- A growing piece of text, what the renderers write into
 * --------------------------------------------------- */

typedef struct {
    char *data; /* always followed by a NUL that len_bytes does not count; NULL while empty */
    size_t len_bytes;
    size_t cap_bytes;
    bool failed; /* out of memory at some append: the content is short; checked once, at the end */
} zy_buf;

ZY_API void zy_buf_free(zy_buf *buf);

/* ---- The index, read
 * ------------------------------------------------------------------------------------------ */

/* An index folder opened for reading: one whole generation of it, which stays readable after a newer one has
 * been published.  One thread at a time. */
typedef struct zy_store zy_store;

/* Opens the current generation, and obeys the folder's takedown.txt and index.ini from then on: see
 * docs/SCHEMA.md.  ZY_NO_INDEX when there is none, ZY_WRONG_SCHEMA and ZY_CORRUPT with the command that mends
 * it as hint. */
ZY_API ZY_CHECKED zy_status zy_open(const char *folder, zy_store **out, zy_error *err);
ZY_API void zy_close(zy_store *store);

/* Moves to the newest generation when another has been published, and obeys a changed take-down list; costs
 * three stat() otherwise.  On failure the store goes on answering from what it had. *changed may be NULL. */
ZY_API ZY_CHECKED zy_status zy_refresh(zy_store *store, bool *changed, zy_error *err);

/* A name that differs from generation to generation, and with what the take-down list hides, for caches and
 * ETags. */
ZY_API const char *zy_store_generation(const zy_store *store);

/* ---- Searching
 * ------------------------------------------------------------------------------------------------ */

/* How a hit's best occurrence stands in its article; an article has the best of its classes. */
typedef enum {
    ZY_CLASS_WORD,    /* begins and ends at word breaks */
    ZY_CLASS_INSIDE,  /* lies in one longer word */
    ZY_CLASS_ACROSS,  /* straddles words */
    ZY_CLASS_SYNONYM, /* found by a synonym or a correction only */
    ZY_CLASS_RELATED, /* not literally: the parts, or some of them */
    ZY_CLASS_COUNT
} zy_class;

ZY_API const char *zy_class_name(zy_class class_);  /* "word" */
ZY_API const char *zy_class_label(zy_class class_); /* 原词 · 词内 · 字面相连 · 同义 · 相关 */

typedef enum { ZY_SORT_RELEVANCE, ZY_SORT_NEWEST, ZY_SORT_OLDEST } zy_sort;

/* A bit for each thing that can be switched. */
#define ZY_BIT(n) (1u << (n))
#define ZY_CLASSES_ALL (ZY_BIT(ZY_CLASS_COUNT) - 1)

typedef enum {
    ZY_FACET_YEAR,
    ZY_FACET_ISSUE,
    ZY_FACET_PAGE,
    ZY_FACET_SECTION,
    ZY_FACET_AUTHOR,
    ZY_FACET_PLACE,
    ZY_FACET_COUNT
} zy_facet_kind;

ZY_API const char *zy_facet_name(zy_facet_kind kind);  /* "year" */
ZY_API const char *zy_facet_label(zy_facet_kind kind); /* 年份 */

#define ZY_FACETS_ALL (ZY_BIT(ZY_FACET_COUNT) - 1)

typedef struct {
    const char *query;  /* UTF-8; malformed bytes are read as U+FFFD */
    size_t query_bytes; /* it may hold NUL bytes: they are read as spaces */
    size_t limit;       /* hits wanted, 0 for the counts alone; at most ZY_PAGE_MOST */
    size_t offset;
    zy_sort sort;
    int from_date, to_date; /* yyyymmdd inclusive, 0 open; see zy_date_parse */
    uint32_t classes;       /* ZY_BIT(class)…; 0 means all */
    uint32_t facets;        /* ZY_BIT(facet)…; 0 means none */
    size_t facet_values;    /* values a facet, 0 for the default of 100; at most ZY_FACET_VALUES_MOST */
    bool timeline;          /* fill it */
    bool literal_only;      /* undo every rewriting: no synonyms, no pinyin, no same-sound */
    size_t snippets;        /* passages an article, 0 for the default of 3 */
    size_t snippet_chars;   /* their length, 0 for the default of about 80 */
} zy_request;

#define ZY_PAGE_MOST 100
#define ZY_FACET_VALUES_MOST 10000

/* A request with every default set: 10 hits, by relevance, all classes, all facets, the timeline. */
ZY_API zy_request zy_request_default(const char *query);

typedef struct {
    uint32_t start, end; /* half-open, in code points of the text beside it */
    zy_class class_;     /* SYNONYM: a synonym's or corrected word; RELATED: one part of what was asked */
} zy_mark;

typedef struct {
    const char *text; /* the source's own letters; "…" where it was cut */
    const zy_mark *marks;
    size_t mark_count;
    uint32_t paragraph; /* 0-based among the article's paragraphs */
    const char *part;   /* "body", "caption", "author", "kicker", "subtitle" */
} zy_snippet;

typedef struct {
    const char *id;
    zy_class class_;
    double score;
    const char *title;
    const zy_mark *title_marks;
    size_t title_mark_count;
    const char *kicker, *subtitle; /* or NULL */
    const char *date;              /* "2025-01-03", "2025-01", "2025" or "" */
    const char *issue;             /* or "" */
    int page;                      /* 0 unknown */
    const char *section;           /* or "" */
    const char *const *authors;
    size_t author_count;
    const char *url;    /* "/articles/…", escaped for a URL */
    const char *source; /* file it came from */
    uint32_t matches;   /* occurrences of what was asked, in the whole article */
    const zy_snippet *snippets;
    size_t snippet_count;
    const char *const *missing; /* of a related article: words of what was asked that it does not hold */
    size_t missing_count;
    const char *same_as; /* id of an earlier hit of this answer with nearly the same text, or NULL */
    uint32_t duplicates; /* later hits of this answer that are the same as this one */
} zy_hit;

typedef struct {
    const char *value;
    uint64_t count;
} zy_facet_value;

typedef struct {
    zy_facet_kind kind;
    const zy_facet_value *values; /* most first; years newest first */
    size_t value_count;
} zy_facet;

typedef struct {
    const char *month; /* "2024-12" */
    uint64_t count;    /* articles found */
    uint64_t articles; /* articles printed that month */
} zy_month;

typedef struct {
    const char *text;
    const char *why; /* Chinese: "同音", "形近", "拼音", "接近的词" … */
    uint64_t articles;
} zy_suggestion;

typedef struct {
    uint64_t articles, issues, missing; /* missing: issue numbers between the first and the last not held */
    const char *first, *last;           /* dates, or "" */
} zy_coverage;

typedef struct zy_answer {
    const char *query;
    const char *read_as;      /* one Chinese sentence */
    const char *const *notes; /* Chinese sentences */
    size_t note_count;
    uint64_t total; /* literal: word + inside + across + synonym, of these the classes asked for */
    uint64_t
        classes[ZY_CLASS_COUNT]; /* exact, the switched-off ones too; [ZY_CLASS_RELATED] is related_total */
    uint64_t hidden;             /* found, and not shown: taken down, or found only in a covered number */
    uint64_t took_us;
    bool rewritten; /* answered for something else than was typed; literal_only undoes it */
    zy_coverage coverage;
    const zy_hit *hits;
    size_t hit_count;
    size_t offset;
    const zy_facet *facets;
    size_t facet_count;
    const zy_month *timeline;
    size_t month_count;
    const zy_suggestion *suggestions; /* did you mean, nearest words */
    size_t suggestion_count;
    void *memory; /* the answer's own */
} zy_answer;

/* Answers a query; never a syntax error.  ZY_BAD_ARGUMENT for a limit beyond ZY_PAGE_MOST and the like. */
ZY_API ZY_CHECKED zy_status zy_search(zy_store *store, const zy_request *request, zy_answer **out,
                                      zy_error *err);
ZY_API void zy_answer_free(zy_answer *answer);

/* How a query is read: "fold", "tokens", "ast" or "plan", as text for people. */
ZY_API ZY_CHECKED zy_status zy_explain(zy_store *store, const char *query, const char *stage, zy_buf *out,
                                       zy_error *err);

/* Reads 2024, 2024-12, 2024-12-17, 2024年12月, 20241217 as the first and last day meant (yyyymmdd). */
ZY_API ZY_CHECKED zy_status zy_date_parse(const char *text, int *first, int *last, zy_error *err);

/* Words, headlines, places and persons that begin with, read as, or are spelled by what was typed so far. */
typedef struct {
    const char *text;
    const char *kind; /* "word" "title" "place" "author" */
    uint64_t articles;
} zy_completion;

typedef struct {
    const zy_completion *items;
    size_t count;
    void *memory;
} zy_completions;

ZY_API ZY_CHECKED zy_status zy_suggest(zy_store *store, const char *typed, size_t limit, zy_completions **out,
                                       zy_error *err);
ZY_API void zy_completions_free(zy_completions *completions);

/* ---- Articles and issues
 * -------------------------------------------------------------------------------------- */

typedef struct {
    const char *text;
    const zy_mark *marks;
    size_t mark_count;
} zy_marked;

typedef struct {
    const char *id, *url;
    zy_marked kicker, title, subtitle; /* text NULL when there is none; title "" */
    const char *date, *issue, *section, *source, *continued;
    int page;
    const char *const *authors;
    size_t author_count;
    const zy_marked *captions;
    size_t caption_count;
    const zy_marked *paragraphs;
    size_t paragraph_count;
    int first_line, last_line;
    const char *previous_id, *next_id; /* neighbours in the issue, or NULL */
    const char *previous_title, *next_title;
    const zy_hit
        *alike; /* articles with nearly the same text, such as a notice of another year; no snippets */
    size_t alike_count;
    const zy_hit *related; /* without snippets, none of `alike` */
    size_t related_count;
    void *memory;
} zy_document;

/* An article whole; with a query (may be NULL) its hits marked.  ZY_NOT_FOUND, or ZY_GONE when taken down. */
ZY_API ZY_CHECKED zy_status zy_document_get(zy_store *store, const char *id, const char *query,
                                            zy_document **out, zy_error *err);
ZY_API void zy_document_free(zy_document *document);

typedef struct {
    const char *id;    /* what /issues/ID takes */
    const char *issue; /* number as printed, or "" */
    const char *date;
    uint64_t articles;
} zy_issue_entry;

/* A run of numbers between the first issue held and the last, of which none is held. */
typedef struct {
    uint64_t first, last;
} zy_missing_issues;

/* A page without an article, before the last page of its issue that has one. */
typedef struct {
    const char *issue; /* the issue's id */
    int page;
} zy_empty_page;

typedef struct {
    const zy_issue_entry *items; /* newest first */
    size_t count;
    const zy_missing_issues *missing; /* in rising order */
    size_t missing_count;
    const zy_empty_page *empty_pages; /* by issue and page */
    size_t empty_page_count;
    void *memory;
} zy_issue_list;

ZY_API ZY_CHECKED zy_status zy_issues_get(zy_store *store, zy_issue_list **out, zy_error *err);
ZY_API void zy_issues_free(zy_issue_list *list);

typedef struct {
    zy_issue_entry entry;
    const char *previous_id, *next_id; /* or NULL */
    const zy_hit *articles;            /* in page order, without marks and snippets */
    size_t article_count;
    uint64_t hidden; /* further articles of the issue, taken down */
    void *memory;
} zy_issue_contents;

ZY_API ZY_CHECKED zy_status zy_issue_get(zy_store *store, const char *issue_id, zy_issue_contents **out,
                                         zy_error *err);
ZY_API void zy_issue_free(zy_issue_contents *contents);

ZY_API ZY_CHECKED zy_status zy_coverage_get(zy_store *store, zy_coverage *out,
                                            zy_error *err); /* strings live with the store */

/* ---- Rendering: each format escapes for itself
 * ---------------------------------------------------------------- */

/* The JSON document of docs/API.md; `id` is the batch line's, or NULL.  One line, no newline at its end. */
ZY_API void zy_answer_json(const zy_answer *answer, const char *id, zy_buf *out);
ZY_API void zy_hit_json(const zy_hit *hit, zy_buf *out); /* one hit, for --jsonl and exports */
ZY_API void zy_document_json(const zy_document *document, zy_buf *out);
ZY_API void zy_issues_json(const zy_issue_list *list, const zy_coverage *coverage, zy_buf *out);
/* Which issues and pages are missing, a Chinese sentence a line; nothing when none is. */
ZY_API void zy_gaps_text(const zy_issue_list *list, zy_buf *out);
ZY_API void zy_issue_json(const zy_issue_contents *contents, zy_buf *out);
ZY_API void zy_completions_json(const zy_completions *completions, zy_buf *out);
ZY_API void zy_error_json(const zy_error *error, const char *parameter, zy_buf *out); /* RFC 9457 */

/* CSV with a header line (RFC 4180, UTF-8 with BOM for spreadsheet programs). */
ZY_API void zy_csv_header(zy_buf *out);
ZY_API void zy_hit_csv(const zy_hit *hit, zy_buf *out);

/* Text for a terminal: `columns` wide, with or without colour. */
typedef struct {
    int columns;
    bool colour;
    bool explain;
} zy_terminal;
ZY_API void zy_answer_text(const zy_answer *answer, const zy_terminal *terminal, zy_buf *out);
ZY_API void zy_document_text(const zy_document *document, const zy_terminal *terminal, zy_buf *out);

/* ---- Rendering: pages and feeds ---- */

/* What every page needs to know besides its content.  No pointer may be NULL; "" where there is nothing to
 * say. */
typedef struct {
    const char *site_name; /* stands in the masthead and the page titles */
    const char *paper;     /* the newspaper's name, for citations */
    const char *phone;     /* the town hall's telephone, offered where a search found nothing */
    const char *base_url;  /* "https://example.cn", no slash at its end: permanent addresses begin with it */
    const char *css_url, *js_url; /* this build's assets */
    const char *target; /* path and query of the page itself, as requested, for the switch of views */
    const char *today;  /* "2025-01-03", the day of access in citations */
    int elder;          /* 0 the plain view; 1, 2, 3 the elder view's sizes (24, 28, 32 px) */
    bool carry_view;    /* links carry the view on, since the browser has not shown to keep the choice */
} zy_page_options;

/* The search a results page, feed or export belongs to, as the address says it.  Strings are never NULL. */
typedef struct {
    const char *q;
    const char *from, *to;                               /* as typed */
    const char *issue, *page, *section, *author, *place; /* chosen filters */
    zy_sort sort;
    uint32_t classes; /* 0: all */
    bool literal_only;
    size_t limit, offset;
} zy_page_query;

/* The front page: how much there is, the newest issue, years, issues of about this day in other years,
 * places. Any may be NULL. */
ZY_API void zy_page_home(const zy_page_options *options, const zy_coverage *coverage,
                         const zy_issue_contents *newest, const zy_issue_list *issues, const zy_facet *places,
                         zy_buf *out);
/* Every place named, by kind. */
ZY_API void zy_page_places(const zy_page_options *options, const zy_facet *places, zy_buf *out);
/* Did the issue come out within ten days of this day ("2025-01-03") in another year? */
ZY_API bool zy_issue_is_about(const zy_issue_entry *entry, const char *day);
ZY_API void zy_page_on_this_day(const zy_page_options *options, const char *day,
                                const zy_issue_contents *const *issues, size_t count, zy_buf *out);
ZY_API void zy_page_results(const zy_page_options *options, const zy_page_query *query,
                            const zy_answer *answer, zy_buf *out);
/* `q` is the search the reader came from, or "". */
ZY_API void zy_page_article(const zy_page_options *options, const char *q, const zy_document *document,
                            zy_buf *out);
ZY_API void zy_page_issues(const zy_page_options *options, const zy_issue_list *list,
                           const zy_coverage *coverage, zy_buf *out);
/* `issues` names the ones before and after; it may be NULL. */
ZY_API void zy_page_issue(const zy_page_options *options, const zy_issue_contents *contents,
                          const zy_issue_list *issues, zy_buf *out);
ZY_API void zy_page_help(const zy_page_options *options, const zy_coverage *coverage, zy_buf *out);
/* `http_status` chooses the headline; `error` may be NULL; `parameter` names the one at fault, or "". */
ZY_API void zy_page_error(const zy_page_options *options, int http_status, const zy_error *error,
                          const char *parameter, zy_buf *out);
/* The box alone, for a frame on another site. */
ZY_API void zy_page_embed(const zy_page_options *options, zy_buf *out);

/* GB/T 7714-2015 citation of a newspaper article found online, as plain text. */
ZY_API void zy_citation(const zy_page_options *options, const zy_document *document, zy_buf *out);

ZY_API void zy_atom_feed(const zy_page_options *options, const zy_page_query *query, const zy_answer *answer,
                         zy_buf *out);
ZY_API void zy_opensearch(const zy_page_options *options, zy_buf *out);
/* A site map is begun, filled issue by issue, ended; an index of site maps lists `parts` of them. */
ZY_API void zy_sitemap_begin(zy_buf *out);
ZY_API void zy_sitemap_issue(const zy_page_options *options, const zy_issue_contents *contents, zy_buf *out);
ZY_API void zy_sitemap_end(zy_buf *out);
ZY_API void zy_sitemap_index(const zy_page_options *options, size_t parts, zy_buf *out);

/* ---- Making the index
 * ----------------------------------------------------------------------------------------- */

/* How far a run is.  Phases: 查看 (which files have changed), 读取, 排序, 检查, 发布. */
typedef struct {
    const char *phase;
    uint64_t done, all; /* of the phase: files; 0 and 0 where there is nothing to count */
    uint64_t articles;  /* recovered so far */
} zy_index_progress;

#define ZY_INDEX_WAIT_FOREVER UINT_MAX

typedef struct {
    const char *folder; /* the index */
    const char
        *lexicon; /* folder with gazetteer.txt, words.txt, synonyms.txt …; NULL: the one it was made with */
    const char *golden; /* file of golden queries, or NULL */
    bool rebuild;       /* start afresh, whatever the index holds */
    bool dry_run;       /* only say what would be done; nothing is written, no lock is taken */
    bool report;   /* look the whole index through for the reports; without it they hold what was noticed */
    bool no_gate;  /* publish though the checks fail; the report names what failed */
    unsigned jobs; /* 0: one a processor */
    unsigned wait_seconds; /* for another indexer to end; 0: not at all */
    /* Called now and then from the calling thread; returning false stops the run, the old index stays. */
    bool (*progress)(void *context, const zy_index_progress *now);
    /* NULL, or tells whether a file is whole: of one that is still being written the index keeps what it had.
     */
    bool (*ready)(void *context, const char *path);
    void *context;
} zy_index_options;

typedef struct {
    uint64_t files_read, files_unchanged, files_gone, files_refused;
    uint64_t files_waiting; /* still being written, by `ready` or by what was seen while reading */
    uint64_t articles_added, articles_changed, articles_removed, articles_total;
    bool published;     /* false: nothing had changed, or a dry run */
    zy_buf report_json; /* the whole report, docs/REPORT.md */
    zy_buf report_html; /* the same as a page for people */
    zy_buf refusals;    /* a line for each refused input: sentence and hint */
    zy_buf notices;     /* a line for each thing whoever runs it should know: a changed lexicon, say */
    zy_buf changes;     /* of a dry run: a line a file and article that would be read, added or dropped */
} zy_index_result;

/* Indexes files and folders; what is gone leaves the index.  ZY_OK, ZY_REFUSED (some inputs refused, the rest
 * is in), or a failure, after which readers still have the old index. */
ZY_API ZY_CHECKED zy_status zy_index(const zy_index_options *options, const char *const *paths,
                                     size_t path_count, zy_index_result *out, zy_error *err);
ZY_API void zy_index_result_free(zy_index_result *result);

/* Makes the generation before the current one answer again, after checking that it is whole.  `name` gets its
 * name.  ZY_NOT_FOUND when none is kept.  The next run of zy_index goes forward again. */
ZY_API ZY_CHECKED zy_status zy_index_rollback(const char *folder, char name[32], zy_error *err);

/* What another lexicon would change: words cut otherwise, in how many articles, with examples; lists that
 * differ.  Readable text is appended to `out`; *changes tells whether there is any. */
ZY_API ZY_CHECKED zy_status zy_lexicon_diff(const char *folder, const char *lexicon, zy_buf *out,
                                            bool *changes, zy_error *err);

/* The articles of one issue as JSON Lines, indexing nothing; `refusals` gets a sentence a line. */
ZY_API ZY_CHECKED zy_status zy_articles_recover(const char *path, zy_buf *json_lines, zy_buf *refusals,
                                                zy_error *err);

/* Is the index whole?  A readable page about schema, generation and contents is appended to `out`. */
ZY_API ZY_CHECKED zy_status zy_check(const char *folder, zy_buf *out, zy_error *err);

#ifdef __cplusplus
}
#endif
#endif
