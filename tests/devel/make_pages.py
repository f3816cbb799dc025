#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes the raw page text of the sample issues, with the noise of pages copied out of a printed paper, and the true articles beside it.

In:  corpus/truth/NNN.json (format: corpus/README.md).
Out: corpus/issues/NNN_DATE/01.txt, 02.txt ... (or one NNN.txt with form feeds) and corpus/issues/NNN_DATE/expected.json.

make_pages.py                     writes all issues again      make_pages.py --check   says whether the committed pages are up to date
make_pages.py --random N DIR [SEED [FAMILY]]   N issues of 1-4 pages with shuffled articles and random layouts (for measuring the recovery)

FAMILY: 1 to 3, of rarer and rarer layouts.
As a module: random_layout(rng), random_issue(pool, number, rng), load_truth(), problems(issue); the layout itself is page_render.py."""
import copy
import datetime
import json
import pathlib
import random
import sys

from page_render import DEFAULTS, ENDS, JUMPS, cut_points, han_count, render, squeeze

ROOT = pathlib.Path(__file__).resolve().parents[2]
TRUTH, ISSUES = ROOT / "corpus" / "truth", ROOT / "corpus" / "issues"

# ---- checks on the truth


def printed_names(article):
    where = "".join(article.get("byline") or []) + "".join(article["captions"]) + "".join(article["paragraphs"])
    return squeeze(where)


def problems(issue):
    """Sentences that say what is wrong with a truth file; none when it is sound."""
    found, seen, untitled = [], set(), set()
    for info in issue["pages"]:
        for article in info["articles"]:
            name = f"{issue['issue']} {article.get('title')}"
            texts = article["paragraphs"] + article["captions"] + [article["title"]] + (article.get("byline") or [])
            found += [f"{name}: empty or padded text {t!r}" for t in texts if not t or t != t.strip() or "\n" in t]
            found += [f"{name}: byline without an author"] if article.get("byline") and not article["authors"] else []
            found += [f"{name}: an author without a name"] if not all(article["authors"]) else []
            found += [f"{name}: author {a} is not printed" for a in article["authors"] if a not in printed_names(article)]
            if article["paragraphs"][0][-1] not in ENDS + "：；":
                found.append(f"{name}: the first paragraph could be read as a headline")
            if article["title"] in seen:
                found.append(f"{name}: headline twice in one issue")
            seen.add(article["title"])
            jump = article.get("jump")
            if jump:
                if jump["to"] in untitled:
                    found.append(f"{name}: two articles continue on page {jump['to']}")
                untitled.add(jump["to"])
                if jump["to"] not in [p["page"] for p in issue["pages"]] or jump["to"] == info["page"]:
                    found.append(f"{name}: jumps to a page that is not there")
                text = article["paragraphs"][jump["paragraph"]]
                if jump.get("char") and jump["char"] not in cut_points(text, 12, 4):
                    found.append(f"{name}: jumps at a place that is not inside a sentence: {text[:jump['char']][-8:]}")
            unknown = set(article) - {"kicker", "title", "subtitle", "byline", "byline_at", "authors", "captions", "captions_at", "section",
                                      "paragraphs", "jump"}
            found += [f"{name}: unknown key {key}" for key in unknown]
    found += [f"{issue['issue']}: unknown layout option {key}" for key in set(issue["layout"]) - set(DEFAULTS)]
    return found


# ---- random issues, for measuring


def random_layout(rng):
    wrapped = rng.random() < 0.45
    indent = rng.random() < (0.8 if wrapped else 0.4)
    blank = rng.random() < 0.6 or not indent
    flag = lambda p: rng.random() < p
    return {"files": "formfeed" if flag(0.3) else "pages", "lines": "wrapped" if wrapped else "paragraph", "width": rng.randint(14, 24),
            "indent": indent, "blank": blank, "gap": rng.randint(1, 3), "breaks": rng.choice([0.1, 0.3, 0.6, 0.9]),
            "headline_width": rng.choice([10, 14, 18, 99]), "headline_blank": blank and flag(0.3), "spread": flag(0.4),
            "punctuation": rng.choice(["full", "ascii", "mixed"]), "captions": rng.choice(["before", "inside", "after"]),
            "jump": rng.randrange(len(JUMPS)), "jump_inline": flag(0.4), "jump_title": flag(0.4), "jump_first": flag(0.5),
            "masthead": rng.randrange(3), "folio": rng.randrange(4), "editors": flag(0.5), "slogan": flag(0.3),
            "intrusions": rng.choice([0, 0, 1]), "stray": rng.choice([0, 0, 1, 2]), "ornaments": flag(0.3), "right": flag(0.3),
            "radicals": rng.choice([0, 0, 3]), "zero_width": rng.choice([0, 0, 3])}


def random_layout_2(rng):
    """The same and more of what papers do: other forms of bylines, captions, sections and running heads, lines without indent or
    gap, columns of two measures, the paper's own notices."""
    layout = random_layout(rng)
    tight = layout["lines"] == "wrapped" and rng.random() < 0.35
    return {**layout, "folio": rng.randrange(10), "byline_form": rng.choice([0, *range(1, 15)]), "byline_at": rng.choice([None, "head", "end"]),
            "caption_form": rng.randrange(5), "section_form": rng.randrange(4), "tight": tight, "blank": layout["blank"] and not tight,
            "narrow": rng.choice([0, 0, 3, 5]), "notices": rng.choice([0, 0, 1, 2]), "line_end": rng.choice(["\n", "\n", "\r\n"]),
            "trailing": rng.random() < 0.2}


def random_layout_3(rng):
    """The same on rarer pages: set with empty lines everywhere, every letter apart, lines of uneven length, lines drawn between
    the articles, ornaments about their headlines."""
    layout = random_layout_2(rng)
    wrapped = layout["lines"] == "wrapped"
    rules = rng.choice([0, 1, 2, 3, 4, 5])
    return {**layout, "leading": rng.choice([0, 1, 1, 2]) if wrapped else 0, "spaced": rng.random() < 0.2,
            "ragged": rng.choice([0, 0, 0.2, 0.4]) if wrapped else 0, "rules": rules, "dress": rng.randrange(1, 6) if rules else 0}


def random_issue(pool, number, rng):
    """One to four pages of two to six articles drawn from `pool`; sometimes an article runs over to a later page."""
    count = rng.randint(1, 4)
    drawn = copy.deepcopy(rng.sample(pool, min(len(pool), sum(rng.randint(2, 6) for _ in range(count)))))
    pages = [{"page": k + 1, "section": ["要闻", "综合", "民生", "文化"][k], "articles": drawn[k::count]} for k in range(count)]
    for article in drawn:
        article.pop("jump", None)
    for k in range(1, count):
        candidates = [a for a in pages[0]["articles"] if len(a["paragraphs"]) > 3 and not a.get("jump") and len(a["paragraphs"][1]) > 60]
        if candidates and rng.random() < 0.6:
            article = rng.choice(candidates)
            points = cut_points(article["paragraphs"][1], 30, 12)
            article["jump"] = {"to": k + 1, "paragraph": 1, "char": rng.choice(points + [0] * (len(points) // 2 + 1)) or None}
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=rng.randrange(2000))
    return {"paper": "张堰报（示例）", "issue": str(number), "date": day.isoformat(), "layout": {}, "pages": pages}


# ---- files


def load_truth():
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(TRUTH.glob("*.json"))]


def outputs(issue, layout, rng, folder):
    files, wanted = render(issue, layout, rng)
    named = {folder / name: text for name, text in files.items()}
    named[folder / "expected.json"] = json.dumps(wanted, ensure_ascii=False, indent=1) + "\n"
    return named


def write(named):
    for path, text in named.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


LAYOUTS = {1: random_layout, 2: random_layout_2, 3: random_layout_3}


def make_random(count, folder, seed, family=1):
    pool, rng = [a for i in load_truth() for p in i["pages"] for a in p["articles"]], random.Random(seed)
    for k in range(1, count + 1):
        issue = random_issue(pool, 1000 + k, rng)
        write(outputs(issue, LAYOUTS[family](rng), rng, pathlib.Path(folder) / f"{issue['issue']}_{issue['date']}"))


def main(arguments):
    if arguments[:1] == ["--random"]:
        make_random(int(arguments[1]), arguments[2], int(arguments[3]) if len(arguments) > 3 else 1, int(arguments[4]) if len(arguments) > 4 else 1)
        return 0
    issues, bad, stale = load_truth(), [], []
    for issue in issues:
        faults = problems(issue)
        bad += faults
        if faults:
            continue
        named = outputs(issue, issue["layout"], random.Random(int(issue["issue"])), ISSUES / f"{issue['issue']}_{issue['date']}")
        stale += [str(p.relative_to(ROOT)) for p, t in named.items() if not p.exists() or p.read_bytes() != t.encode("utf-8")]
        if arguments != ["--check"]:
            write(named)
    articles = [a for i in issues for p in i["pages"] for a in p["articles"]]
    han = sum(han_count("".join(a["paragraphs"] + a["captions"] + [a["title"]])) for a in articles)
    print(f"{len(issues)} issues, {len(articles)} articles, {han} Han characters")
    print("\n".join(bad + ([f"out of date: {p}" for p in stale] if arguments == ["--check"] else [])), end="\n" if bad or stale else "")
    return 1 if bad or (stale and arguments == ["--check"]) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
