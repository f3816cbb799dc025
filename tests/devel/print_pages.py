#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Prints sample issues as real newspaper pages, PDF by headless Chromium, with the truth beside each: for measuring what is recovered from PDF.

print_pages.py DIR [--count N] [--seed S] [EXPECTED.json ...]   N issues of 1-4 pages into DIR: NAME.pdf, NAME.expected.json, NAME.html
In:  the articles of corpus/truth, or of the files named (lists of articles with title, authors, paragraphs, captions).
Out: pages of two to five columns: stories in columns one after another, in boxes, beside a side column; headlines across columns, upright or
     set vertically; pictures with captions; section names, running heads, feet; jumps from page to page; A4, A3 and tabloid paper.

Nothing is made that a careful reader could not undo.  The same arguments give the same pages."""
import copy
import html
import json
import pathlib
import random
import sys

from chromium_pdf import Printer
from make_pages import load_truth
from page_render import cut_points

PAPERS = {"a4": (210, 297, 2300), "a3": (297, 420, 5200), "tabloid": (270, 390, 4300)}  # mm, letters a page holds
CN = "〇一二三四五六七八九十"
FONTS = {"serif": "'Noto Serif CJK SC',serif", "sans": "'Noto Sans CJK SC',sans-serif"}
NAMES = ["柳塘报", "青禾镇报", "古浦周报", "南渡新闻", "石埠之声"]
SECTIONS = [["要闻", "综合", "民生", "副刊"], ["头版", "镇村", "服务", "文化"]]
WEEK = "一二三四五六日"

STYLE = """
@page { size: %(w)smm %(h)smm; margin: 0 }
* { box-sizing: border-box }
html, body { margin: 0; padding: 0 }
body { font-family: %(font)s; line-height: %(leading)s; line-break: strict }
.page { width: %(w)smm; height: %(h)smm; padding: 12mm 13mm; break-after: page; display: flex; flex-direction: column; overflow: hidden }
.masthead { display: flex; align-items: center; gap: 8mm; border-bottom: 1mm double #333; padding-bottom: 2mm; margin-bottom: 3mm; font-size: 9pt }
.masthead b { font-size: 44pt; line-height: 1.1; letter-spacing: %(spread)s; font-weight: 900 }
.folio { display: flex; justify-content: space-between; border-bottom: .3mm solid #333; padding-bottom: 1mm; margin-bottom: 3mm; font-size: 9pt }
.foot { margin-top: 2mm; border-top: .2mm solid #333; padding-top: 1mm; font-size: 8pt; text-align: %(foot)s }
.content { flex: 1; min-height: 0; font-size: var(--size); overflow: hidden }
.flow { column-count: %(columns)d; column-gap: %(gap)smm; column-fill: auto; %(rule)s }
.rows { display: flex; flex-direction: column; gap: 3.5mm }
.row { display: flex; gap: 5mm; align-items: stretch }
.box { min-width: 0 }
.box.framed { border: .3mm solid #555; padding: 2.5mm }
.box.tinted { background: #eee; padding: 2.5mm }
.columns { column-gap: %(gap)smm; flex: 1; min-width: 0 }
.upright { display: flex; gap: 4mm; align-items: flex-start }
.upright .head { writing-mode: vertical-rl; margin: 0; flex: none; max-height: 62mm }
.upright .head * { text-align: left !important; margin: 0 !important }
.head { break-inside: avoid; break-after: avoid; margin: .35em 0 .5em }
.head.across { column-span: all }
.head > * { text-align: %(align)s; margin: 0; line-height: 1.3 }
.title { font-size: calc(var(--size) * var(--scale)); font-weight: %(weight)s; %(family)s }
.title.bold2 { position: relative }
.title.bold2 span { position: absolute; left: .25pt; right: -.25pt; top: 0 }
.title.wide { letter-spacing: .35em }
.kicker, .subtitle { font-size: calc(var(--size) * %(small)s); font-weight: 400 }
.section { font-size: calc(var(--size) * 1.1); font-weight: 700; margin: .2em 0; break-after: avoid }
p { margin: %(between)s 0; text-indent: %(indent)s; text-align: %(justify)s; orphans: 1; widows: 1; white-space: pre-wrap; tab-size: 8 }
p.row { text-indent: 0 }
.byline { text-align: %(by_align)s; text-indent: 0; margin: .3em 0; %(by_font)s }
.jump { text-align: right; text-indent: 0; font-size: calc(var(--size) * .92) }
figure { margin: .4em 0; break-inside: avoid }
figure.across { column-span: all }
figure div { background: #bbb; height: %(picture)smm }
figcaption { font-size: calc(var(--size) * %(caption)s); %(cap_font)s line-height: 1.35; margin-top: .2em; text-align: %(cap_align)s }
.slogan { border: .4mm solid #444; text-align: center; font-size: 17pt; font-weight: 700; padding: 2mm; letter-spacing: .2em }
"""
# Shrinks the type of each page until all of it is inside; says how many pages could not be filled so.
FIT = """
(() => {
  const inside = c => c.scrollHeight <= c.clientHeight + 1 && c.scrollWidth <= c.clientWidth + 1;
  let failed = 0;
  for (const c of document.querySelectorAll('.content')) {
    let size = %(largest)s;
    do { c.style.setProperty('--size', size + 'pt'); size -= 0.2; } while (!inside(c) && size > %(least)s);
    if (!inside(c)) failed++;
  }
  return failed;
})()
"""


def style_of(rng):
    paper = rng.choice(["a4", "a4", "a3", "tabloid"])
    w, h, letters = PAPERS[paper]
    serif = rng.random() < 0.65
    columns = rng.choice([2, 3, 3] if paper == "a4" else [3, 4, 4, 5])
    separate = rng.random() < 0.12  # paragraphs parted by space and not by an indent
    s = {"w": w, "h": h, "font": FONTS["serif" if serif else "sans"], "columns": columns, "gap": rng.choice([4, 5, 6]),
         "leading": rng.choice([1.45, 1.55, 1.65]), "rule": rng.choice(["", "column-rule: .2mm solid #888;"]),
         "align": rng.choice(["center", "center", "left"]), "weight": rng.choice([900, 700]), "small": rng.choice([1.15, 1.3]),
         "family": rng.choice(["", f"font-family: {FONTS['sans']};"]), "between": ".55em" if separate else "0",
         "indent": "0" if separate else "2em", "justify": rng.choice(["justify", "justify", "left"]), "by_align": rng.choice(["right", "center", "left"]),
         "by_font": rng.choice(["", f"font-family: {FONTS['sans']};"]), "picture": rng.choice([28, 38, 50]), "caption": rng.choice([.85, .92, 1]),
         "cap_font": rng.choice(["", f"font-family: {FONTS['sans']};"]), "cap_align": rng.choice(["left", "center"]),
         "spread": rng.choice(["0", ".12em"]), "foot": rng.choice(["left", "right", "center"])}
    options = {"letters": letters, "kind": rng.choice(["flow", "boxes", "boxes", "boxes", "side"]), "wide": rng.random() < .3, "spaced": rng.random() < .25,
               "bold2": rng.random() < .2, "upright": rng.random() < .3, "byline": rng.randrange(6), "by_head": rng.random() < .4, "jump": rng.randrange(4),
               "jump_title": rng.random() < .4, "masthead": rng.randrange(2), "folio": rng.randrange(3), "foot": rng.random() < .5,
               "slogan": rng.random() < .15, "across": rng.random() < .6, "columns": columns, "paper": paper}
    return s, options


# ---- articles as they are printed


def spoken_for(article):
    """Names the text itself gives: no byline need be printed."""
    last = "".join(article["paragraphs"][-3:]).replace(" ", "")
    return all(name in last or any("记者" in p and name in p for p in article["paragraphs"][:2]) for name in article["authors"])


def byline_of(article, form):
    if article.get("byline"):
        return article["byline"], article.get("byline_at", "end")
    names = article["authors"]
    if not names or spoken_for(article):
        return [], "end"
    joined = {0: " ".join(names), 1: "、".join(names), 2: "□ " + " ".join(names), 3: "记者 " + " ".join(names), 4: "文/" + " ".join(names),
              5: "通讯员 " + "、".join(names)}[form]
    return [joined], None


def spread(text):
    return " ".join(text) if 2 < len(text) <= 6 and all("\u4e00" <= c <= "\u9fff" for c in text) else text


def esc(text):
    return html.escape(text, quote=False)


def head_html(article, options, rng, across):
    title = spread(article["title"]) if options["spaced"] else article["title"]
    scale = rng.choice([1.8, 2.1, 2.5]) if across else rng.choice([1.35, 1.5, 1.7])
    classes, inner = ["title"], esc(title)
    if options["bold2"]:
        classes.append("bold2")
        inner += f"<span>{inner}</span>"
    if options["wide"] and len(title) < 9:
        classes.append("wide")
    lines = [f"<div class='kicker'>{esc(article['kicker'])}</div>"] if article.get("kicker") else []
    lines.append(f"<div class='{' '.join(classes)}' style='--scale:{scale}'>{inner}</div>")
    if article.get("subtitle"):
        lines.append(f"<div class='subtitle'>{esc(article['subtitle'])}</div>")
    return f"<div class='head{' across' if across else ''}'>{''.join(lines)}</div>"


def figure_html(caption, across=False):
    return f"<figure{' class=across' if across else ''}><div></div><figcaption>{esc(caption)}</figcaption></figure>"


def body_html(part, options, rng, at):
    """Paragraphs with pictures between them, byline and jump lines; `at`: where the byline stands."""
    out = []
    by = [f"<div class='byline'>{esc(line)}</div>" for line in part["byline"]]
    if at == "head":
        out += by
    if part.get("from"):
        out.append(f"<div class='jump' style='text-align:left'>{esc(part['from'])}</div>")
    pictures = list(part["captions"])
    places = sorted(rng.sample(range(len(part["pieces"]) + 1), min(len(pictures), len(part["pieces"]) + 1)))
    for i, (text, starts) in enumerate(part["pieces"]):
        while pictures and places and places[0] == i:
            out.append(figure_html(pictures.pop(0)))
            places.pop(0)
        style = "" if starts else " style='text-indent:0'"
        out.append(f"<p{' class=row' if chr(9) in text else ''}{style}>{esc(text)}</p>")
    out += [figure_html(c) for c in pictures]
    if part.get("to"):
        out.append(f"<div class='jump'>{esc(part['to'])}</div>")
    if at != "head":
        out += by
    return "".join(out)


def story_html(part, options, rng, columns, inside_flow=False):
    at = part["byline_at"] or ("head" if options["by_head"] else "end")
    across = options["across"] and columns > 1 and not inside_flow
    section = f"<div class='section'>【{esc(part['section'])}】</div>" if part.get("section") else ""
    head = head_html(part, options, rng, across or (not inside_flow and columns > 1)) if part["title"] else ""
    body = body_html(part, options, rng, at)
    if inside_flow:
        return section + head + body
    count = f"style='column-count:{columns}'" if columns > 1 else ""
    upright = options["upright"] and part["title"] and not part.get("kicker") and not part.get("subtitle") and len(part["title"]) <= 14 and not section
    if upright and columns > 1 and all("\u4e00" <= c <= "\u9fff" for c in part["title"]):
        return f"<div class='upright'>{head}<div class='columns' {count}>{body}</div></div>"
    if across:
        return f"{section}{head}<div class='columns' {count}>{body}</div>"
    return f"<div class='columns' {count}>{section}{head}{body}</div>"


# ---- pages


def size_of(part):
    return sum(len(t) for t, _ in part["pieces"]) + 40 + 260 * len(part["captions"])


def rows_of(parts, options, rng):
    """Stories in rows of one to three boxes, as wide as they are long."""
    rows, rest = [], list(parts)
    while rest:
        most = 3 if options["columns"] > 3 else 2
        take = min(len(rest), rng.randint(1, most)) if rows or len(rest) == 1 else 1
        row, rest = rest[:take], rest[take:]
        rows.append(row)
    out = []
    for row in rows:
        total, free, boxes = sum(map(size_of, row)), options["columns"], []
        spans = [max(1, round(options["columns"] * size_of(p) / total)) for p in row]
        while sum(spans) > max(free, len(spans)):
            spans[spans.index(max(spans))] -= 1
        while sum(spans) < free:
            spans[spans.index(min(spans))] += 1
        for part, span in zip(row, spans):
            kind = rng.choice(["", "", "framed", "tinted"])
            boxes.append(f"<div class='box {kind}' style='flex:{span} 1 0'>{story_html(part, options, rng, span)}</div>")
        out.append(f"<div class='row'>{''.join(boxes)}</div>")
    return f"<div class='rows'>{''.join(out)}</div>"


def content_html(parts, options, rng):
    if options["kind"] == "flow":
        return f"<div class='content flow'>{''.join(story_html(p, options, rng, 1, True) for p in parts)}</div>"
    if options["kind"] == "side" and len(parts) > 2:
        side = sorted(parts, key=size_of)[0]
        rest = [p for p in parts if p is not side]
        inner = dict(options, columns=max(2, options["columns"] - 1))
        column = f"<div class='box framed' style='flex:1 1 0'>{story_html(side, options, rng, 1)}</div>"
        main = f"<div class='box' style='flex:{inner['columns']} 1 0'>{rows_of(rest, inner, rng)}</div>"
        pair = [column, main] if rng.random() < .5 else [main, column]
        return f"<div class='content'><div class='row'>{''.join(pair)}</div></div>"
    return f"<div class='content'>{rows_of(parts, options, rng)}</div>"


def page_html(issue, number, parts, options, rng):
    year, month, day = issue["date"].split("-")
    date = f"{year}年{int(month)}月{int(day)}日"
    section = issue["sections"][number - 1]
    if number == 1:
        facts = [f"第{issue['number']}期", date + " 星期" + WEEK[int(day) % 7], "内部资料 免费交流", f"今日{len(issue['pages'])}版"]
        top = f"<div class='masthead'><b>{issue['paper']}</b><div>{'<br>'.join(facts) if options['masthead'] else ' '.join(facts)}</div></div>"
    else:
        pieces = [[f"第{number}版", section, f"{issue['paper']} {date}"], [date + " 星期" + WEEK[int(day) % 7], section, f"{CN[number]}版"],
                  [f"{number}版 {section}", date]][options["folio"]]
        top = f"<div class='folio'>{''.join(f'<span>{p}</span>' for p in pieces)}</div>"
    slogan = "<div class='slogan'>讲文明 树新风</div>" if options["slogan"] and number == 1 else ""
    foot = "<div class='foot'>责任编辑：干予宁　版面设计：陆微澜</div>" if options["foot"] else ""
    return f"<div class='page'>{top}{content_html(parts, options, rng)}{slogan}{foot}</div>"


JUMPS = [("（下接{cn}版）", "（上接{cn}版）", "{cn}版"), ("（下转第{n}版）", "（上接第{n}版）", "第{n}版"), ("▶下接{cn}版", "◀上接{cn}版", "{cn}版"),
         ("下转第{n}版", "上接第{n}版", "第{n}版")]


def whole(article, options):
    byline, at = byline_of(article, options["byline"])
    return {**article, "byline": byline, "byline_at": at, "pieces": [(p, True) for p in article["paragraphs"]]}


def jump(part, to, options, rng):
    """Parts the story: the first half as it is, and what stands on page `to`."""
    places = [i for i, p in enumerate(part["paragraphs"]) if 0 < i < len(part["paragraphs"]) and len(p) > 60 and "\t" not in p]
    if not places:
        return None
    i = rng.choice(places)
    text = part["paragraphs"][i]
    points = cut_points(text, 30, 12) if rng.random() < .6 else []
    ahead, back, name = (s.format(cn=CN[to], n=to) for s in JUMPS[options["jump"]])
    home = JUMPS[options["jump"]][1].format(cn=CN[1], n=1)
    second = {"title": part["title"] if options["jump_title"] else "", "section": None, "captions": [], "byline": part["byline"] if part["byline_at"] != "head" and
              not (part["byline_at"] is None and options["by_head"]) else [], "byline_at": "end", "from": home, "authors": []}
    first = dict(part, to=ahead, byline=[] if second["byline"] else part["byline"])
    if points:
        at = rng.choice(points)
        first["pieces"] = part["pieces"][:i] + [(text[:at], True)]
        second["pieces"] = [(text[at:], False)] + part["pieces"][i + 1:]
    else:
        first["pieces"], second["pieces"] = part["pieces"][:i], part["pieces"][i:]
    return first, second, name


def expected(part, name=None):
    keys = ("title", "kicker", "subtitle", "section", "authors", "captions", "paragraphs")
    return {**{k: part.get(k) for k in keys}, "continued": name}


def make_issue(pool, number, rng):
    style, options = style_of(rng)
    count = rng.randint(1, 4)
    pages, wanted, used = [[] for _ in range(count)], [[] for _ in range(count)], set()
    ahead = {}
    for page in range(count):
        room = options["letters"] - sum(map(size_of, pages[page]))
        for article in rng.sample(pool, len(pool)):
            part = whole(article, options)
            if article["title"] in used or size_of(part) > room:
                continue
            used.add(article["title"])
            room -= size_of(part)
            halves = jump(part, page + 2, options, rng) if page == 0 and page + 1 < count and not ahead and rng.random() < .5 else None
            if halves:
                ahead[page + 1] = halves[1]
                pages[page].append(halves[0])
                pages[page + 1].append(halves[1])
                wanted[page].append(expected(part, halves[2]))
            else:
                pages[page].append(part)
                wanted[page].append(expected(part))
            if len(pages[page]) >= rng.randint(3, 7) or room < 300:
                break
    issue = {"paper": rng.choice(NAMES), "number": number, "date": f"20{rng.randint(15, 25)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
             "sections": rng.choice(SECTIONS), "pages": pages}
    body = "".join(page_html(issue, k + 1, parts, options, rng) for k, parts in enumerate(pages))
    page = f"<!DOCTYPE html><html lang='zh-CN'><meta charset='utf-8'><style>{STYLE % style}</style><body>{body}</body></html>"
    return page, [w for page_of in wanted for w in page_of], f"{number}_{issue['date']}_{options['paper']}_{options['kind']}{options['columns']}"


# ---- files


def read_pool(paths):
    articles = []
    for path in paths:
        for a in json.loads(pathlib.Path(path).read_text("utf8")):
            articles.append({k: a.get(k) for k in ("title", "kicker", "subtitle", "section", "authors", "captions", "paragraphs")})
    if not articles:
        articles = [{k: v for k, v in a.items() if k != "jump"} for i in load_truth() for p in i["pages"] for a in p["articles"]]
    return [{**a, "authors": [name for name in a["authors"] if name]} for a in articles]


def print_issues(folder, count, seed, paths):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    pool, rng, made = read_pool(paths), random.Random(seed), 0
    with Printer() as printer:
        for number in range(1, 4 * count):
            page, wanted, name = make_issue(copy.deepcopy(pool), 100 + number, random.Random(rng.random()))
            data, failed = printer.print(page, FIT % {"largest": 12.5, "least": 7.2})
            if failed:  # a page that is too full is left out, not cut
                continue
            (folder / f"{name}.pdf").write_bytes(data)
            (folder / f"{name}.html").write_text(page, "utf8")
            (folder / f"{name}.expected.json").write_text(json.dumps(wanted, ensure_ascii=False, indent=1) + "\n", "utf8")
            made += 1
            if made == count:
                break
    return made


def main(arguments):
    count, seed, paths = 60, 1, []
    rest = iter(arguments[1:])
    for one in rest:
        if one == "--count":
            count = int(next(rest))
        elif one == "--seed":
            seed = int(next(rest))
        else:
            paths.append(one)
    if not arguments or arguments[0].startswith("-"):
        raise SystemExit(__doc__)
    print(f"{print_issues(arguments[0], count, seed, paths)} issues")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
