/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The report as one page that needs nothing else: to be read on a screen, printed, and ticked off with a pen.
 */
#include "base/buf.h"
#include "index/report.h"

#include <string.h>

static const char head[] =
    "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"robots\" content=\"noindex\">\n<title>报纸收录报告</title>\n<style>\n"
    ":root{color-scheme:light dark;--ink:#1d1d1b;--paper:#fff;--soft:#5c5c57;--line:#cfcfc8;--red:#a8201a}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e9e8e2;--paper:#1b1b1a;--soft:#a9a79f;--line:#44443f;--"
    "red:#ff8a80}}\n"
    "body{font:16px/1.7 \"Noto Serif CJK SC\",\"Source Han Serif SC\",\"Songti "
    "SC\",SimSun,serif;color:var(--ink);"
    "background:var(--paper);max-width:46rem;margin:2rem auto;padding:0 1.2rem;overflow-wrap:anywhere}\n"
    "h1{font-size:1.6rem;border-bottom:3px double var(--ink);padding-bottom:.4rem;margin-bottom:.4rem}\n"
    "h2{font-size:1.2rem;margin:2rem 0 .2rem;break-after:avoid}\n"
    "h2 b{font-weight:normal;color:var(--soft);font-size:1rem}\n"
    "#refused h2,#uncertain h2{color:var(--red)}\n"
    ".how{color:var(--soft);margin:.2rem 0 .6rem;break-after:avoid}\n"
    "nav ul{padding:0;margin:.6rem 0;list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.4rem}\n"
    "a{color:inherit}\n"
    "table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid var(--line);padding:.25rem "
    ".9rem;text-align:left;"
    "font-weight:normal}td{text-align:right}\n"
    "ol{margin:0;padding-left:2.2rem}li{margin:.35rem 0;break-inside:avoid}li::marker{color:var(--soft)}\n"
    "small{display:block;color:var(--soft);font-size:.85rem;line-height:1.5}\n"
    "q{quotes:none}\n"
    "@media print{body{font-size:10.5pt;max-width:none;margin:0;color:#000;background:#fff}nav{display:none}"
    "small{font-size:8.5pt;color:#333}a{text-decoration:none}}\n@page{size:A4;margin:18mm 16mm}\n"
    "</style>\n</head>\n<body>\n";

static void put_text(zy_buf *out, const char *text)
{
    for (const char *c = text ? text : ""; *c; c++)
        switch (*c) {
        case '<': zy_buf_str(out, "&lt;"); break;
        case '>': zy_buf_str(out, "&gt;"); break;
        case '&': zy_buf_str(out, "&amp;"); break;
        case '"': zy_buf_str(out, "&quot;"); break;
        default: zy_buf_char(out, *c);
        }
}

static void put_row(zy_buf *out, const char *name, uint64_t count)
{
    if (count)
        zy_buf_printf(out, "<tr><th scope=\"row\">%s</th><td>%llu</td></tr>\n", name,
                      (unsigned long long)count);
}

static void put_summary(const zy_report *report, zy_buf *out)
{
    const zy_index_result *r = report->run->result;
    zy_buf_str(out, "<h1>报纸收录报告</h1>\n<p class=\"how\">");
    zy_buf_printf(out, "%s 写成", report->made);
    if (*report->generation)
        zy_buf_printf(out, "；索引第 %s 代，建于 UTC %.10s %.5s", report->generation, report->created,
                      report->created + strcspn(report->created, "T") + 1);
    zy_buf_str(out, "；索引文件夹 ");
    put_text(out, report->run->options->folder);
    zy_buf_str(out, "</p>\n<table>\n");
    put_row(out, "这次读的文件", r->files_read);
    put_row(out, "没有变化的文件", r->files_unchanged);
    put_row(out, "已经不在的文件", r->files_gone);
    put_row(out, "还在写、等写完的文件", r->files_waiting);
    put_row(out, "没有收录的文件", r->files_refused);
    put_row(out, "新增的文章", r->articles_added);
    put_row(out, "更新的文章", r->articles_changed);
    put_row(out, "去掉的文章", r->articles_removed);
    put_row(out, "现有文章", r->articles_total);
    zy_buf_str(out, "</table>\n");
}

/* Where it is, unless the sentence has said so. */
static void put_place(const zy_report_item *item, zy_buf *out)
{
    if (!item->source || !*item->source || strstr(item->text, item->source))
        return;
    zy_buf_str(out, "<small>");
    put_text(out, item->source);
    if (item->line)
        zy_buf_printf(out, " 第 %d 行", item->line);
    if (item->id && !strstr(item->text, item->id)) {
        zy_buf_str(out, "，文章 ");
        put_text(out, item->id);
    }
    zy_buf_str(out, "</small>");
}

static void put_item(const zy_report_item *item, bool doubtful, zy_buf *out)
{
    zy_buf_str(out, "<li>");
    put_text(out, item->text);
    if (doubtful && item->score < 1)
        zy_buf_printf(out, "（把握 %d%%）", (int)(item->score * 100 + .5));
    if (item->detail && *item->detail) {
        zy_buf_str(out, "<small>");
        put_text(out, item->detail);
        zy_buf_str(out, "</small>");
    }
    put_place(item, out);
    zy_buf_str(out, "</li>\n");
}

static void put_section(const zy_report *report, int code, zy_buf *out)
{
    const zy_report_section *section = &report->sections[code];
    bool doubtful = code == ZY_REPORT_uncertain || code == ZY_REPORT_jumps;
    bool folded = code == ZY_REPORT_encodings; /* long, and seldom wanted; folded it is not printed either */
    zy_buf_printf(out, "<section id=\"%s\">\n<h2>%s <b>%zu 条</b></h2>\n<p class=\"how\">%s</p>\n%s<ol>\n",
                  zy_report_code(code), zy_report_title(code), section->count, zy_report_meaning(code),
                  folded ? "<details><summary>列出</summary>\n" : "");
    for (size_t i = 0; i < section->items.count; i++)
        put_item(&ZY_VEC_AT(section->items, zy_report_item, i), doubtful, out);
    zy_buf_str(out, folded ? "</ol></details>\n" : "</ol>\n");
    if (section->count > section->items.count)
        zy_buf_printf(out, "<p class=\"how\">只列出前 %zu 条。</p>\n", section->items.count);
    zy_buf_str(out, "</section>\n");
}

/* Which parts there are, and a word about those with nothing in them: silence could be taken for neglect. */
static void put_contents(const zy_report *report, zy_buf *out)
{
    bool any = false;
    zy_buf_str(out, "<nav aria-label=\"目录\"><ul>\n");
    for (int i = 0; i < ZY_REPORT_COUNT; i++)
        if (report->sections[i].count) {
            zy_buf_printf(out, "<li><a href=\"#%s\">%s %zu</a></li>\n", zy_report_code(i), zy_report_title(i),
                          report->sections[i].count);
            any = true;
        }
    zy_buf_str(out, "</ul></nav>\n");
    if (!any)
        zy_buf_str(out, "<p>没有什么要说的：全部收录，没有发现问题。</p>\n");
}

static void put_clean(const zy_report *report, zy_buf *out)
{
    bool first = true;
    for (int i = 0; i < ZY_REPORT_takedown; i++)
        if (!report->sections[i].count) {
            zy_buf_printf(out, first ? "<p class=\"how\">查过而没有的：%s" : "、%s", zy_report_title(i));
            first = false;
        }
    if (!first)
        zy_buf_str(out, "。</p>\n");
}

void zy_report_html(const zy_report *report, zy_buf *out)
{
    zy_buf_add(out, head, sizeof head - 1);
    put_summary(report, out);
    put_contents(report, out);
    for (int i = 0; i < ZY_REPORT_COUNT; i++)
        if (report->sections[i].count)
            put_section(report, i, out);
    if (report->run->options->report)
        put_clean(report, out);
    zy_buf_str(out, "</body>\n</html>\n");
}
