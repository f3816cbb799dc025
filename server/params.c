/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parameters: one table of names, and one reader for each kind of value.  A bad one is refused by its
 * name. */
#include "request.h"

#include <stdlib.h>
#include <string.h>

const param_info param_table[PARAM_COUNT] = {
    [PARAM_Q] = {"q", "{\"type\":\"string\"}", "The query, as typed", "养老院"},
    [PARAM_LIMIT] = {"limit", "{\"type\":\"integer\",\"minimum\":0,\"maximum\":100,\"default\":10}",
                     "Hits wanted; 0 for the counts alone", "5"},
    [PARAM_OFFSET] = {"offset", "{\"type\":\"integer\",\"minimum\":0,\"maximum\":1000000000,\"default\":0}",
                      "Hits to skip", "0"},
    [PARAM_SORT] = {"sort", "{\"type\":\"string\",\"enum\":[\"relevance\",\"newest\",\"oldest\"]}",
                    "Order of hits", "newest"},
    [PARAM_FROM] = {"from", "{\"type\":\"string\"}", "First date: 2024, 2024-12, 2024-12-17, 2024年12月",
                    "2000"},
    [PARAM_TO] = {"to", "{\"type\":\"string\"}", "Last date, inclusive, as `from`", "2099-12"},
    [PARAM_CLASSES] = {"classes", "{\"type\":\"string\"}",
                       "Comma-separated classes: word, inside, across, synonym, related", "word,inside"},
    [PARAM_FACETS] = {"facets", "{\"type\":\"string\"}",
                      "Comma-separated facets: year, issue, page, section, author, place; `none` for none",
                      "year,section"},
    [PARAM_FACET_LIMIT] = {"facet_limit",
                           "{\"type\":\"integer\",\"minimum\":1,\"maximum\":10000,\"default\":100}",
                           "Values a facet at most", "20"},
    [PARAM_LITERAL] = {"literal", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}",
                       "1: no synonyms, no pinyin, no same-sound correction", "1"},
    [PARAM_ISSUE] = {"issue", "{\"type\":\"string\"}", "Only this issue", ""},
    [PARAM_PAGE] = {"page", "{\"type\":\"string\"}", "Only this page of the paper", ""},
    [PARAM_SECTION] = {"section", "{\"type\":\"string\"}", "Only this column", ""},
    [PARAM_AUTHOR] = {"author", "{\"type\":\"string\"}", "Only this author", ""},
    [PARAM_PLACE] = {"place", "{\"type\":\"string\"}", "Only articles naming this place", ""},
    [PARAM_FORMAT] = {"format", "{\"type\":\"string\",\"enum\":[\"json\",\"opensearch\"]}",
                      "opensearch: the array form browsers read", "opensearch"},
    [PARAM_PART] = {"part", "{\"type\":\"integer\",\"minimum\":1,\"maximum\":100000}",
                    "Part of a divided site map", "1"},
    [PARAM_DATE] = {"date", "{\"type\":\"string\"}", "A day, 2024-12-17", ""},
    [PARAM_VIEW] = {"view", "{\"type\":\"string\",\"enum\":[\"0\",\"1\",\"2\",\"3\"]}",
                    "0 the plain view, 1-3 the elder view's sizes; kept in a cookie", ""},
};

static bool read_size(const request *req, const char *name, size_t most, size_t *out, refusal *why)
{
    const char *text = request_arg_get(req, name);
    if (!*text)
        return true;
    size_t value = 0;
    for (const char *c = text; *c; c++) {
        if (*c < '0' || *c > '9')
            return refuse(why, 400, name, "参数 %s 应为 0 到 %zu 的整数，收到的是“%.60s”。", name, most,
                          text);
        value = value * 10 + (size_t)(*c - '0');
        if (value > most)
            return refuse(why, 400, name, "参数 %s 太大，最大 %zu。", name, most);
    }
    *out = value;
    return true;
}

/* The place of `text` among `count` names, or -1. */
static int find_name(const char *const *names, int count, const char *text, size_t len)
{
    for (int i = 0; i < count; i++)
        if (strlen(names[i]) == len && memcmp(names[i], text, len) == 0)
            return i;
    return -1;
}

static bool read_choice(const request *req, const char *name, const char *const *names, int count, int *out,
                        refusal *why)
{
    const char *text = request_arg_get(req, name);
    int found = *text ? find_name(names, count, text, strlen(text)) : *out;
    if (*text && found < 0)
        return refuse(why, 400, name, "参数 %s 不能是“%.60s”；见 /api/v1/openapi.json。", name, text);
    *out = found;
    return true;
}

static bool read_list(const request *req, const char *name, const char *const *names, int count,
                      uint32_t *out, refusal *why)
{
    const char *text = request_arg_get(req, name);
    uint32_t bits = 0;
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, ",");
        int found = find_name(names, count, at, len);
        if (len && found < 0)
            return refuse(why, 400, name, "参数 %s 里不认识“%.*s”；见 /api/v1/openapi.json。", name,
                          (int)(len > 60 ? 60 : len), at);
        if (len)
            bits |= 1u << found;
        at += len + (at[len] == ',');
    }
    if (*text)
        *out = bits;
    return true;
}

static bool read_dates(const request *req, params *out, refusal *why)
{
    int first = 0, last = 0;
    zy_error error = {0};
    out->query.from = request_arg_get(req, "from");
    out->query.to = request_arg_get(req, "to");
    if (*out->query.from && zy_date_parse(out->query.from, &out->from_date, &last, &error) != ZY_OK)
        return refuse(why, 400, "from", "参数 from 不是日期：“%.60s”；可写 2024、2024-12 或 2024-12-17。",
                      out->query.from);
    if (*out->query.to && zy_date_parse(out->query.to, &first, &out->to_date, &error) != ZY_OK)
        return refuse(why, 400, "to", "参数 to 不是日期：“%.60s”；可写 2024、2024-12 或 2024-12-17。",
                      out->query.to);
    if (out->from_date && out->to_date && out->from_date > out->to_date)
        return refuse(why, 400, "from", "参数 from 晚于 to。");
    return true;
}

static bool read_day(const request *req, int *day, refusal *why)
{
    const char *text = request_arg_get(req, "date");
    int last = 0;
    zy_error error = {0};
    if (*text && (zy_date_parse(text, day, &last, &error) != ZY_OK || *day != last))
        return refuse(why, 400, "date", "参数 date 应为一天，如 2024-12-17，收到的是“%.60s”。", text);
    return true;
}

static bool read_sets(const request *req, params *out, refusal *why)
{
    const char *classes[ZY_CLASS_COUNT], *facets[ZY_FACET_COUNT + 1];
    for (int i = 0; i < ZY_CLASS_COUNT; i++)
        classes[i] = zy_class_name((zy_class)i);
    for (int i = 0; i < ZY_FACET_COUNT; i++)
        facets[i] = zy_facet_name((zy_facet_kind)i);
    facets[ZY_FACET_COUNT] = "none";
    out->facets = ZY_FACETS_ALL;
    if (!read_list(req, "classes", classes, ZY_CLASS_COUNT, &out->query.classes, why) ||
        !read_list(req, "facets", facets, ZY_FACET_COUNT + 1, &out->facets, why))
        return false;
    out->facets &= ZY_FACETS_ALL;
    return true;
}

static bool read_choices(const request *req, params *out, refusal *why)
{
    static const char *const sorts[] = {"relevance", "newest", "oldest"},
                             *const digits[] = {"0", "1", "2", "3"},
                             *const formats[] = {"json", "opensearch"};
    int sort = 0, literal = 0, format = 0;
    if (!read_choice(req, "sort", sorts, 3, &sort, why) ||
        !read_choice(req, "literal", digits, 2, &literal, why) ||
        !read_choice(req, "format", formats, 2, &format, why) ||
        !read_choice(req, "view", digits, 4, &out->view, why))
        return false;
    out->query.sort = (zy_sort)sort;
    out->query.literal_only = literal == 1;
    out->opensearch = format == 1;
    return true;
}

static bool check_once(const request *req, uint32_t wanted, refusal *why)
{
    for (int i = 0; i < PARAM_COUNT; i++) {
        int times = 0;
        for (size_t k = 0; (wanted & 1u << i) && k < req->arg_count; k++)
            times += strcmp(req->args[k].name, param_table[i].name) == 0;
        if (times > 1)
            return refuse(why, 400, param_table[i].name, "参数 %s 出现了%d次，只能有一次。",
                          param_table[i].name, times);
    }
    return true;
}

bool request_params(const request *req, uint32_t wanted, params *out, refusal *why)
{
    *out = (params){.view = -1, .query = {.limit = 10}};
    zy_page_query *query = &out->query;
    query->from = query->to = query->issue = query->page = query->section = query->author = query->place = "";
    query->q = request_arg_get(req, "q");
    if (!check_once(req, wanted, why))
        return false;
    if (wanted & PARAM(SECTION)) {
        query->issue = request_arg_get(req, "issue");
        query->page = request_arg_get(req, "page");
        query->section = request_arg_get(req, "section");
        query->author = request_arg_get(req, "author");
        query->place = request_arg_get(req, "place");
    }
    if ((wanted & PARAM(FROM)) && !read_dates(req, out, why))
        return false;
    if ((wanted & PARAM(LIMIT)) && !read_size(req, "limit", ZY_PAGE_MOST, &query->limit, why))
        return false;
    if ((wanted & PARAM(OFFSET)) && !read_size(req, "offset", 1000000000, &query->offset, why))
        return false;
    if ((wanted & PARAM(FACET_LIMIT)) &&
        !read_size(req, "facet_limit", ZY_FACET_VALUES_MOST, &out->facet_values, why))
        return false;
    if ((wanted & PARAM(DATE)) && !read_day(req, &out->day, why))
        return false;
    if ((wanted & PARAM(PART)) && !read_size(req, "part", 100000, &out->part, why))
        return false;
    return read_sets(req, out, why) && read_choices(req, out, why);
}
