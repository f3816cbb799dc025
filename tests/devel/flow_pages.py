#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Sample articles as office programs set a newsletter, PDF by WeasyPrint (Debian's weasyprint): another printing program than print_pages.py's, for
measuring what is recovered from pages nobody has tuned by.

flow_pages.py DIR [--count N] [--seed S]   N newsletters into DIR: NAME.pdf and its truth, NAME.expected.json
In:  the articles of corpus/truth.
Out: pages of one to four columns that flow on from page to page: columns over the page, in each story, or in framed stories; a running head and foot
     in the margins, lines that are not spread to the column's edge, paragraphs set in or not, bylines left, right or in the middle."""
import argparse
import html
import json
import pathlib
import random
import subprocess

from make_pages import load_truth

STYLE = """@page { size: %(paper)s; margin: 14mm; @bottom-center { content: "第" counter(page) "版"; font-size: 8pt }
  @top-left { content: "柳塘报"; font-size: 8pt } @top-right { content: "%(date)s"; font-size: 8pt } }
body { font: 10pt/1.6 "Noto Serif CJK SC", serif } h1 { font-size: 36pt; text-align: center; margin: 0 }
.date { text-align: center; border-bottom: 1px solid; margin-bottom: 3mm } .kicker, .subtitle { font-size: 12pt } .by { text-align: %(by)s }
h2 { font-family: "Noto Sans CJK SC", sans-serif; font-size: %(size)dpt; margin: 2mm 0; line-height: 1.25; text-align: %(align)s; break-after: avoid }
p { margin: 0; text-indent: %(indent)s } .story { margin-bottom: 4mm; %(frame)s } %(columned)s { column-count: %(columns)d; column-gap: 7mm }"""
BYLINES = ["记者 ", "□ 本报记者 ", "通讯员 ", "文／"]


def articles():
    for issue in load_truth():
        for page in issue["pages"]:
            yield from (a for a in page["articles"] if 60 < sum(map(len, a["paragraphs"])) < 1500)


def style(chance, date):
    columned = chance.choice([".page", ".text", ".text"])
    return STYLE % {"paper": chance.choice(["A4", "A3"]), "date": date, "by": chance.choice(["left", "right", "center"]),
                    "size": chance.choice([16, 18, 22]), "align": chance.choice(["left", "center"]), "indent": chance.choice(["2em", "2em", "2em", "0"]),
                    "frame": chance.choice(["", "border: 1px solid #333; padding: 3mm"]) if columned == ".text" else "",
                    "columned": columned, "columns": chance.choice([1, 2, 2, 3, 3, 4])}


def line(kind, text):
    return f"<div class={kind}>{html.escape(text)}</div>" if text else ""


def story(article, byline):
    authors = article.get("authors") or []
    return (f"<div class=story>{line('kicker', article.get('kicker'))}<h2>{html.escape(article['title'])}</h2>{line('subtitle', article.get('subtitle'))}"
            f"{line('by', authors and byline + ' '.join(authors))}<div class=text>" + "".join(f"<p>{html.escape(p)}</p>" for p in article["paragraphs"]) +
            "</div></div>")


def newsletter(chance, pool, number):
    date = f"2024年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
    chosen = chance.sample(pool, chance.randint(4, 7))
    body = "".join(story(a, chance.choice(BYLINES)) for a in chosen)
    page = (f"<!DOCTYPE html><meta charset=utf-8><style>{style(chance, date)}</style><h1>柳塘报</h1><div class=date>第{number}期　{date}　"
            f"星期{chance.choice('一二三四五六日')}</div><div class=page>{body}</div>")
    truth = [{"kicker": a.get("kicker") or "", "title": a["title"], "subtitle": a.get("subtitle") or "", "authors": a.get("authors") or [], "captions": [],
              "continued": None, "paragraphs": a["paragraphs"]} for a in chosen]
    return page, truth


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--count", type=int, default=10)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    chance, pool = random.Random(given.seed), list(articles())
    for number in range(100, 100 + given.count):
        page, truth = newsletter(chance, pool, number)
        subprocess.run(["weasyprint", "-q", "-", str(given.folder / f"{number}.pdf")], input=page.encode(), check=True)
        (given.folder / f"{number}.expected.json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf8")


if __name__ == "__main__":
    main()
