/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages that are all words: errors, help, and the box for other sites. */
#include "render/html.h"

typedef struct {
    int status;
    const char *headline, *sentence;
} notice;

static const notice notices[] = {
    {400, "这个地址写得不对", "请检查地址，或在上面的框里重新检索。"},
    {404, "没有这个页面", "地址可能写错了，或文章换了地方。请在上面的框里检索。"},
    {405, "不能这样访问", "这里只能查看，不能提交。"},
    {410, "这篇文章已撤下", "它按规定不再显示。"},
    {413, "送来的内容太大", "这里只接受检索，不接受上传。"},
    {414, "要找的内容太长", "请缩短后再检索，几十个字就够了。"},
    {429, "检索得太快了", "请稍等几秒再试。"},
    {500, "服务器出了差错", "不是您的问题，请稍后再试。"},
    {501, "还没有这项功能", "它在计划之中。"},
    {503, "暂时不能检索", "正在更新或来的人太多，请稍后再试。"},
};

static const notice *find_notice(int status)
{
    const size_t count = sizeof notices / sizeof *notices;
    for (size_t i = 0; i < count; i++)
        if (notices[i].status == status)
            return &notices[i];
    return status < 500 ? &notices[0] : &notices[7];
}

void zy_page_error(const zy_page_options *options, int http_status, const zy_error *error,
                   const char *parameter, zy_buf *out)
{
    const notice *said = find_notice(http_status);
    html_begin(out, options, &(html_head){said->headline, NULL, "notice", NULL, true});
    html_put(out, "<h1>%t</h1>\n", said->headline);
    if (error && html_has(error->message))
        html_put(out, "<p class=\"cause\">%t</p>\n", error->message);
    if (html_has(parameter))
        html_put(out, "<p class=\"cause\">有问题的参数：%t</p>\n", parameter);
    html_put(out, "<p>%t</p>\n", said->sentence);
    if (html_has(options->phone))
        html_put(out, "<p>也可以打电话问镇政府：<a class=\"tel\" href=\"tel:%p\">%t</a></p>\n",
                 options->phone, options->phone);
    html_put(out, "<p class=\"code\">%d</p>\n", http_status);
    html_end(out, options);
}

static const char *const ways[][2] = {
    {"养老院", "写着“养老院”的文章；整词在前，夹在别的词里的在后"},
    {"养老院 床位", "两样都写到；中间用空格隔开"},
    {"“修旧如旧”", "引号里的字一个不差，「」也行"},
    {"养老院 -敬老院", "写到前者、没写后者"},
    {"食堂 OR 餐厅", "有其中一样就行，也可写 ｜"},
    {"标题：元旦", "只在标题里找；还可以用 作者、栏目、期、版、地点"},
    {"日期：2024年12月", "只找那个月的；也可写 2024、去年、2024-01..2024-06"},
    {"yanglaoyuan", "拼音，或声母 yly"},
    {"哪里有养老院", "平常的问话，按其中要紧的词来找"},
};

static void put_ways(zy_buf *out, const zy_page_options *options)
{
    zy_buf_str(out, "<h2>怎样写检索词</h2>\n<dl class=\"ways\">\n");
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        zy_buf_str(out, "<div><dt><a href=\"");
        html_url url = html_url_begin(out, options, "/search");
        html_url_add(&url, "q", ways[i][0]);
        html_url_end(&url);
        html_put(out, "\">%t</a></dt><dd>%t</dd></div>\n", ways[i][0], ways[i][1]);
    }
    zy_buf_str(out, "</dl>\n");
}

static const char classes_text[] =
    "<h2>结果上的小字是什么意思</h2>\n<dl class=\"ways\">\n"
    "<div><dt>词内</dt><dd>检索词在一个更长的词里，如“书记”在“总书记”里</dd></div>\n"
    "<div><dt>字面相连</dt><dd>字连在一起，但分属前后两个词，如“民政”在“人民政治”里</dd></div>\n"
    "<div><dt>同义</dt><dd>写的是意思相同的另一个词，如“敬老院”之于“养老院”</dd></div>\n"
    "<div><dt>相关</dt><dd>没有原样写着，但说到其中的内容</dd></div>\n</dl>\n"
    "<p>没有小字的，就是原原本本写着检索词。“找到多少篇”是逐字数出来的准数，不是估计。</p>\n";

static const char access_text[] =
    "<h2>长辈版与无障碍</h2>\n"
    "<p>每页上方都有“长辈版”：字有大、特大、最大三种，黑白分明，只有一栏，可以让机器读出来。选好之后会记住，"
    "记住的只是字号，不记是谁。</p>\n"
    "<p>不用鼠标也能用：按 <kbd>/</kbd> 到检索框，<kbd>↑</kbd> <kbd>↓</kbd> 选提示，<kbd>Esc</kbd> "
    "收起；文章里按 <kbd>n</kbd> "
    "到下一处，<kbd>p</kbd> 到上一处。不开脚本也能检索和阅读。"
    "<button type=\"button\" class=\"keys\" hidden>关掉单键快捷键</button></p>\n"
    "<h2>隐私</h2>\n<p>本站不设账号，不记访客的地址，不用别家的脚本、字体和统计。</p>\n";

void zy_page_help(const zy_page_options *options, const zy_coverage *coverage, zy_buf *out)
{
    html_begin(out, options, &(html_head){"使用说明与无障碍", "/help", "help", NULL, false});
    zy_buf_str(out, "<h1>使用说明</h1>\n<p class=\"cover\">");
    if (coverage)
        html_coverage(out, coverage);
    zy_buf_str(out, "</p>\n");
    put_ways(out, options);
    zy_buf_str(out, classes_text);
    zy_buf_str(out, access_text);
    html_end(out, options);
}

void zy_page_embed(const zy_page_options *options, zy_buf *out)
{
    html_put(out,
             "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
             "<meta name=\"color-scheme\" content=\"light dark\"><title>%t</title>"
             "<link rel=\"stylesheet\" href=\"%t\"><script src=\"%t\" defer></script></head>"
             "<body class=\"embed\"><main><h1 class=\"vh\">%t</h1>"
             "<form class=\"box\" role=\"search\" action=\"/search\" method=\"get\" target=\"_top\">"
             "<label for=\"q\">%t</label><input id=\"q\" name=\"q\" type=\"search\" autocomplete=\"off\" "
             "placeholder=\"词语、标题、人名、地名\"><button>检索</button></form></main></body></html>\n",
             options->site_name, options->css_url, options->js_url, options->site_name, options->site_name);
}
