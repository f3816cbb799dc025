# SPDX-License-Identifier: GPL-2.0-or-later
"""Articles set as web pages in the ways town sites set them: SITES maps a name to a function of a list of articles that
gives HTML.  Each is a habit seen on many sites: tables inside tables, one box in another, real tags, an issue as one page."""
from html import escape as e

MENU = "".join(f'<li><a href="/{i}.html">{name}</a></li>' for i, name in enumerate(
    ("网站首页", "政务公开", "办事服务", "互动交流", "镇情概况", "通知公告")))
LINKS = "".join(f'<li><a href="/n/{i}.html">{name}</a><span>2024-05-0{i + 1}</span></li>' for i, name in enumerate(
    ("我镇召开防汛工作会议", "春耕时节农事忙", "社区开展消防演练", "长者食堂开门迎客")))
FOOT = ('<p>主办单位：某某镇人民政府　技术支持：某某信息中心</p><p>沪ICP备00000000号　网站标识码：3100000000</p>'
        '<p>地址：某某镇某某路1号　邮编：201500</p>')


def byline(article):
    return "记者 " + " ".join(article["authors"]) if article["authors"] else ""


def paragraphs(article, form="<p>{}</p>"):
    return "\n".join(form.format(e(p).replace("\t", "　")) for p in article["paragraphs"])


def pictures(article):
    return "".join(f'<figure><img src="a.jpg" alt=""><figcaption>{e(c)}</figcaption></figure>' for c in article["captions"])


def headline(article, tag="h1"):
    kicker = f'<p class="kicker">{e(article["kicker"])}</p>' if article.get("kicker") else ""
    sub = f'<p class="subtitle">{e(article["subtitle"])}</p>' if article.get("subtitle") else ""
    return f'{kicker}<{tag}>{e(article["title"])}</{tag}>{sub}'


def semantic(articles):
    a = articles[0]
    by = f'<p class="byline">{e(byline(a))}</p>' if a["authors"] else ""
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{e(a["title"])} - 某某镇</title>
<script>var x = "没有这句话，它在脚本里。";</script><style>p{{color:red}}</style></head>
<body><header><nav><ul>{MENU}</ul></nav></header><main><article>{headline(a)}
<p class="info"><time datetime="2024-05-06">2024年5月6日</time></p>{by}{pictures(a)}{paragraphs(a)}
</article><aside class="related"><h2>相关阅读</h2><ul>{LINKS}</ul></aside></main><footer>{FOOT}</footer></body></html>"""


def tables(articles):
    """Tables in tables, <font>, <br> and ideographic spaces: the sites of the early years."""
    a = articles[0]
    text = "<br><br>\n".join("　　" + e(p).replace("\t", "　") for p in a["paragraphs"])
    shown = "".join(f'<div align=center><img src=1.jpg></div><div align=center>{e(c)}</div>' for c in a["captions"])
    whole = "".join(a.get(k) or "" for k in ("kicker", "title", "subtitle"))
    return f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>{e(whole)}_某某镇人民政府网站</TITLE></HEAD>
<BODY><TABLE width=980><TR><TD><a href=/>首页</a></TD><TD><a href=/z>政务</a></TD><TD><a href=/f>服务</a></TD></TR></TABLE>
<TABLE><TR><TD width=200><TABLE><TR><TD><a href=1>通知公告</a></TD></TR><TR><TD><a href=2>镇情概况</a></TD></TR></TABLE></TD>
<TD><TABLE><TR><TD align=center><font size=5><b>{e(whole)}</b></font></TD></TR>
<TR><TD align=center>发布时间：2024-05-06　来源：某某报第126期　作者：{"、".join(a["authors"]) or "本站"}　浏览次数：<span>128</span>次</TD></TR>
<TR><TD><font size=3>{shown}{text}</font></TD></TR>
<TR><TD>【<a href="javascript:window.print()">打印</a>】【<a href="javascript:window.close()">关闭</a>】</TD></TR>
<TR><TD>上一篇：<a href=11>我镇召开防汛工作会议</a></TD></TR><TR><TD>下一篇：<a href=12>春耕时节农事忙</a></TD></TR></TABLE></TD></TR></TABLE>
<TABLE><TR><TD align=center>版权所有：某某镇人民政府</TD></TR></TABLE></BODY></HTML>"""


def boxes(articles):
    """<div> in <div>, everything by class."""
    a = articles[0]
    by = f'<span>作者：{"、".join(a["authors"])}</span>' if a["authors"] else ""
    shown = "".join(f'<p style="text-align: center;"><img src="b.png"/></p><p style="text-align: center;">{e(c)}</p>' for c in a["captions"])
    whole = "".join(a.get(k) or "" for k in ("kicker", "title", "subtitle"))
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/><title>{e(whole)}</title>
<meta name="PubDate" content="2024-05-06 10:20"/></head><body><div class="top-nav"><ul>{MENU}</ul></div>
<div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/zx">资讯</a> &gt; 正文</div>
<div class="wrap"><div class="left"><div class="con-title">{e(whole)}</div>
<div class="info"><span>发布时间：2024-05-06 10:20</span> <span>来源：某某镇</span> {by} <span>字体：<a>大</a> <a>中</a> <a>小</a></span></div>
<div id="zoom"><div class="TRS_Editor">{shown}{paragraphs(a, '<p style="text-indent:2em"><span style="font-size:16px">{}</span></p>')}</div></div>
<div class="share">分享到：<a>微信</a><a>微博</a></div><div class="prenext"><p>上一篇：<a href="3">春耕时节农事忙</a></p></div></div>
<div class="right-sidebar"><h3>热点排行</h3><ul>{LINKS}</ul></div></div>
<div class="comment-list"><p>网友甲：这件事办得好，我们都高兴。</p></div><div class="footer">{FOOT}</div></body></html>"""


def issue_of_boxes(articles):
    """An issue as one page, each article in its own <article>."""
    parts = "".join(f'<article>{headline(a, "h2")}<p class="byline">{e(byline(a))}</p>{pictures(a)}{paragraphs(a)}</article>' for a in articles)
    return f"""<!doctype html><meta charset=utf-8><title>某某通讯 第126期</title><header><h1>某某通讯 第126期</h1><p>2024年5月6日</p></header>
<main>{parts}</main><footer>{FOOT}</footer>"""


def issue_of_headings(articles):
    """The same by headings alone, below the paper's name."""
    parts = "".join(f'{headline(a, "h2")}<p>{e(byline(a))}</p>{pictures(a)}{paragraphs(a)}' for a in articles)
    return f"""<html><head><meta charset="utf-8"><title>某某报</title></head><body><h1>某某报 总第126期</h1><p>2024年5月6日 星期一</p>
<div class="page">{parts}</div></body></html>"""


def issue_of_first_headings(articles):
    parts = "<hr>".join(f'<div>{headline(a, "h1")}<div>{e(byline(a))}</div>{pictures(a)}{paragraphs(a)}</div>' for a in articles)
    return f"<html><head><meta charset=utf-8><title>某某镇乡讯</title></head><body>{parts}</body></html>"


def entities(articles):
    """Every letter as a number, as some editors write it."""
    return "".join(f"&#{ord(c)};" if ord(c) > 0x2FFF else c for c in semantic(articles))


SITES = {f.__name__: f for f in (semantic, tables, boxes, issue_of_boxes, issue_of_headings, issue_of_first_headings, entities)}
WHOLE_ISSUES = {"issue_of_boxes", "issue_of_headings", "issue_of_first_headings"}
