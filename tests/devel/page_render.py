# SPDX-License-Identifier: GPL-2.0-or-later
"""Lays out one sample issue as page text, with the noise of pages copied out of a printed paper, and keeps the true articles beside it.

In:  the truth of an issue (format: corpus/README.md), layout options (DEFAULTS below), a random.Random.
Out: render() -> ({file name: text}, [expected article]); the same input gives the same bytes.

Nothing is made that a careful reader could not undo: columns break in mid-sentence only, articles without a byline at their end are
followed by a wider gap, lone characters stand between paragraphs."""
import copy
import datetime
import re

DEFAULTS = {
    "files": "pages",          # pages: one file a page · formfeed: one file, pages parted by U+000C
    "lines": "paragraph",      # paragraph: a line each · wrapped: hard lines of `width` Han characters
    "width": 20,               # Han characters a line, for wrapped lines
    "indent": False,           # two ideographic spaces before each paragraph
    "blank": True,             # an empty line between paragraphs
    "gap": 1,                  # empty lines before a headline
    "breaks": 0.4,             # share of long paragraphs cut by a column end
    "headline_width": 99,      # longer headlines run over two or three lines
    "headline_blank": False,   # an empty line between the lines of a headline
    "spread": False,           # spaces between the letters of short headlines
    "punctuation": "full",     # full · ascii (,:;()?!) · mixed
    "captions": "after",       # before · inside · after (an article's own "captions_at" wins)
    "jump": 0,                 # index into JUMPS
    "jump_inline": False,      # the jump mark ends the paragraph's last line
    "jump_title": False,       # the headline is printed again over the continuation
    "jump_first": False,       # continuations stand at the top of their page
    "masthead": 1,             # 0 none · 1 one line · 2 several lines
    "folio": 1,                # 0 none · 1 第2版 综合 · 2 综合 2023年1月13日 02 · 3 2023.1.13 星期五 第2版 · 4 and above: FOLIOS
    "editors": False,          # 责任编辑 line
    "slogan": False,           # a slogan at the foot of a page
    "intrusions": 0,           # a page: furniture lines fallen into a column break
    "stray": 0,                # a page: lone characters between paragraphs
    "ornaments": False,        # ▲ before captions, ● before headlines in short columns
    "byline_form": 0,          # index into BYLINES: how names are printed (0: as the truth has them)
    "byline_at": None,         # head · end for all bylines of that form; None: as the truth has it
    "caption_form": 0,         # 0 图为：… · 1 ▲… · 2 图①：… · 3 with a photographer in brackets · 4 with one behind a space
    "section_form": 0,         # 0 【…】 · 1 ■… · 2 ●…● · 3 ［…］
    "tight": False,            # wrapped lines without indent or blank lines: a paragraph ends with a short line
    "narrow": 0,               # wrapped lines of every other article are that much narrower
    "notices": 0,              # lines of the paper's own at the foot of a page: hotlines, addresses
    "leading": 0,              # empty lines behind every line, also inside paragraphs
    "spaced": False,           # a space behind every letter
    "ragged": 0,               # share of hard-wrapped lines that stop a letter or two short
    "rules": 0,                # lines drawn between articles: 0 none, else an index into RULES
    "dress": 0,                # ornaments about headlines: 0 none, else an index into DRESSES
    "line_end": "\n",          # or CR LF
    "trailing": False,         # white space at lines' ends
    "right": False,            # bylines and signatures pushed right with ideographic spaces
    "radicals": 0,             # an issue: letters replaced by their CJK radical
    "zero_width": 0,           # an issue: U+200B inside a word
}
CN = "〇一二三四五六七八九十"
WEEK = "一二三四五六日"
JUMPS = [("（下接{cn}版）", "（上接{cn}版）", "{cn}版"), ("(下接{cn}版)", "(上接{cn}版)", "{cn}版"),
         ("（下转第{n}版）", "（上接第{n}版）", "第{n}版"), ("转第{n}版", "接第{n}版", "第{n}版"),
         ("下接第{cn}版", "上接第{cn}版", "第{cn}版"), ("▲下接{cn}版", "▲上接{cn}版", "{cn}版")]
ASCII = str.maketrans("，：；（）？！", ",:;()?!")
RADICALS = {"生": "⽣", "老": "⽼", "长": "⻓", "水": "⽔", "文": "⽂", "民": "⺠", "食": "⻝", "见": "⻅"}
SLOGANS = ["讲文明 树新风", "垃圾分类 举手之劳", "防汛防台 人人有责", "反诈防骗 守好钱袋", "文明交通 安全出行", "节约用水 从我做起"]
EDITORS = ["干予宁", "陆微澜", "蒋知夏", "俞汀"]
FOLIOS = ["{n} {section} {week} {long}", "{long} | {week} | 第{n}版 {section}", "2版：{section}", "A{n} {section}", "ZHANGYAN BAO\n{section}·第{n}版\n{short}",
          "{section}\n{n}\n责任编辑：干予宁　美术编辑：俞汀　{short}"]
NOTICES = ["新闻热线：021-5700-0000（示例）", "投稿邮箱：zyb@example.cn", "本报地址：张堰镇示例路1号", "扫一扫，关注张堰微信公众号", "本报网址：www.example.cn",
           "印刷：示例印务有限公司", "内部资料 免费赠阅"]
# How names may be printed; {0} {1} are the first names, a form is for as many as it names (one more: any number, joined).
BYLINES = {1: ["□ {0}", "■ 记者 {0}", "（{0}）", "本报记者 {0}", "{0}/文", "文/图 {0}", "作者：{0}", "（通讯员 {0}）", "记者 {0} 报道", "通讯员 {0} 摄影报道", "◎{0}", "文图/{0}",
               "{0} 文/图", "●本报通讯员 {0}"],
           2: ["□ {0} {1}", "■ 记者 {0} {1}", "（{0} {1}）", "本报记者 {0}　{1}", "文/{0} 图/{1}", "文 {0} 图 {1}", "记者 {0} 通讯员 {1}", "通讯员 {0}、{1}", "（记者 {0} 通讯员 {1}）",
               "◎{0}　{1}", "{0}/文 {1}/图", "{0} {1} 文/图", "本报记者 {0} 实习生 {1}", "■本报记者 {0}\n　通讯员 {1}"]}
RULES = ["", "——————————————", "- - - - - - - - - -", "＊＊＊＊＊＊＊＊", "─────────────", "~~~~~~~~~~~~~~~~"]
DRESSES = ["{}", "◎ {}", "◇ {} ◇", "★ {}", "△ {}", "■{}"]
CAMERAS = ["陆岸青", "盛听雨", "卫知秋", "邵明远"]
STRAY = ["张", "一", "◆", "·", "的", "2", "■", "人", "l", "老"]
CLOSERS, OPENERS = "，。、；：？！”’）》」』】…—,.;:?!)%％℃㎡", "“‘（《「『【("
ENDS = "。！？!?…”」』）)"
NEVER_NEXT = set("一二三四五六七八九十百千第其首再图文本")  # a column never starts with what could open a list item, a caption or a page mark


def is_han(c):
    return "\u3400" <= c <= "\u9fff"


def han_count(text):
    return sum(map(is_han, text))


def squeeze(text):
    return re.sub(r"[\s\u200b]", "", text)


# ---- letters: what the noise does to the text itself; pages and truth then hold the same letters


def punctuate(text, mode, rng):
    if mode == "ascii" or (mode == "mixed" and rng.random() < 0.5):
        return text.translate(ASCII)
    if mode == "mixed":
        return "".join(c.translate(ASCII) if rng.random() < 0.08 else c for c in text)
    return text


def respell(article, layout, rng):
    def change(text):
        return punctuate(text, layout["punctuation"], rng) if text else text
    for key in ("kicker", "title", "subtitle"):
        article[key] = change(article.get(key))
    for key in ("captions", "paragraphs"):
        article[key] = [change(t) for t in article.get(key, [])]


def print_names(article, layout, rng):
    """Names in another of the usual forms, where the byline is nothing but them."""
    form, names = layout["byline_form"], article["authors"]
    printed = squeeze("".join(article.get("byline") or []))
    if not form or not article.get("byline") or len(names) not in BYLINES or any(m in printed for m in "小学中学中心办室班村师摄图老读整"):
        return
    forms = BYLINES[len(names)]
    article["byline"] = forms[form % len(forms)].format(*names).split("\n")
    article["byline_at"] = layout["byline_at"] or article.get("byline_at", "end")


def print_captions(article, layout, rng):
    form, captions = layout["caption_form"], article["captions"]
    for i, text in enumerate(captions):
        bare = re.sub(r"^图(为)?[：:]", "", text)
        if form == 1 and " " not in bare:
            captions[i] = bare
            article.setdefault("marks", {})[bare] = "▲"
        elif form == 2:
            captions[i] = f"图{'①②③④'[i]}：{bare}"
        elif form in (3, 4) and " " not in bare:
            name = rng.choice([c for c in CAMERAS if c not in article["authors"]])
            captions[i] = text + (f"（{name} 摄）" if form == 3 else f"　{name}/摄")
            article["authors"] = article["authors"] + [name]


def pdf_letters(articles, layout, rng):
    """CJK radicals and zero-width spaces, as text copied out of PDFs has them, in a few body paragraphs."""
    spots = [(a, i) for a in articles for i, p in enumerate(a["paragraphs"]) if len(p) > 50]
    for kind in ["radical"] * layout["radicals"] + ["zero"] * layout["zero_width"]:
        article, i = rng.choice(spots)
        text = article["paragraphs"][i]
        if kind == "radical":
            at = [k for k, c in enumerate(text) if c in RADICALS]
        else:
            at = [k for k in range(8, len(text) - 2) if is_han(text[k - 1]) and is_han(text[k])]
        if at:
            k = rng.choice(at)
            text = text[:k] + (RADICALS[text[k]] + text[k + 1:] if kind == "radical" else "\u200b" + text[k:])
            article["paragraphs"][i] = text


# ---- lines


def cut_points(text, left=30, right=8):
    """Places inside a sentence, between two Han letters or after a comma, where a column may end."""
    return [k for k in range(left, len(text) - right) if is_han(text[k]) and text[k] not in NEVER_NEXT
            and (is_han(text[k - 1]) or text[k - 1] in "，,、")]


def columns(text, layout, rng):
    """The paragraph in the pieces that column ends leave of it."""
    if len(text) < 60 or text[-1] not in ENDS or rng.random() >= layout["breaks"]:
        return [text]
    points = cut_points(text)
    cuts = sorted(rng.sample(points, min(len(points), 2 if len(text) > 220 and rng.random() < 0.4 else 1)))
    cuts = [c for i, c in enumerate(cuts) if i == 0 or c - cuts[i - 1] >= 30]
    return [text[a:b] for a, b in zip([0] + cuts, cuts + [len(text)])]


def wrap(text, width, first=0, ragged=0, rng=None):
    """Hard lines of `width` Han letters; marks that close hang on the line, Latin words and numbers stay whole."""
    tokens = re.findall(r"[A-Za-z0-9.\-/:~]+|.", text)
    lines, line, used = [], "", first
    full = width
    for i, token in enumerate(tokens):
        size = 1 if len(token) == 1 else (len(token) + 1) // 2
        opens = token in OPENERS and i + 1 < len(tokens) and used + size >= full
        if line and (used + size > full or opens) and token not in CLOSERS:
            lines.append(line.rstrip())
            line, used = "", 0
            full = width - rng.randint(1, 2) if ragged and rng.random() < ragged else width
            if token == " ":
                continue
        line += token
        used += size
    return lines + [line]


def headline_lines(text, layout, rng):
    """One to three lines: cut at a space or comma near the middle, else anywhere a line may begin."""
    width = layout["headline_width"]
    if layout["spread"] and 2 < len(text) <= 6 and all(map(is_han, text)):
        return [" ".join(text)]
    if len(text) <= width:
        return [text]
    parts = 3 if len(text) > 2 * width else 2
    cuts = []
    for k in range(1, parts):
        goal = len(text) * k // parts
        ok = [c for c in range(max(4, goal - 4), min(len(text) - 3, goal + 5))
              if text[c] not in CLOSERS + " " and text[c - 1] not in OPENERS and (is_han(text[c - 1]) or text[c - 1] in "， ,、”？！：?!:")
              and (is_han(text[c]) or text[c] in OPENERS)]
        good = [c for c in ok if text[c - 1] in "， ,、？！：?!:"]
        if ok:
            cuts.append(rng.choice(good or ok))
    cuts = sorted(set(cuts))
    return [text[a:b].strip() for a, b in zip([0] + cuts, cuts + [len(text)])]


class Page:
    """The lines of one page, each with the article it belongs to (None: furniture or space)."""

    def __init__(self, layout, rng):
        self.layout, self.rng, self.lines, self.width = layout, rng, [], layout["width"]
        self.fallen = []  # furniture still to fall into a column break

    def put(self, text, owner=None):
        self.lines.append((text, owner))

    def space(self, count=1):
        have = 0
        while have < len(self.lines) and self.lines[-1 - have][0] == "":
            have += 1
        for _ in range(count - have):
            self.put("")

    def between(self):
        if self.layout["blank"]:
            self.space(1)

    def rows(self, text, starts):
        """The printed lines of a paragraph, or of what is left of one."""
        lead = "　　" if self.layout["indent"] and not self.layout["tight"] and starts else ""
        if self.layout["lines"] != "wrapped":
            pieces = columns(text, self.layout, self.rng)
            return [[(lead if i == 0 else "") + piece] for i, piece in enumerate(pieces)]
        lines = wrap(text, self.width, len(lead), self.layout["ragged"], self.rng)
        lines[0] = lead + lines[0]
        places = [k for k in range(2, len(lines)) if (is_han(lines[k - 1][-1]) or lines[k - 1][-1] in "，,、")
                  and is_han(lines[k][0]) and lines[k][0] not in NEVER_NEXT]
        if len(lines) < 4 or not places or text[-1] not in ENDS or self.rng.random() >= self.layout["breaks"]:
            return [lines]
        cut = self.rng.choice(places)
        return [lines[:cut], lines[cut:]]

    def paragraph(self, text, owner, starts=True, inside=None):
        """A paragraph with its column breaks; `inside` is a list of captions, printed at the first break."""
        for i, rows in enumerate(self.rows(text, starts)):
            if i:
                self.space(1)
                if inside:
                    self.captions(inside, owner)
                    self.space(1)
                elif self.fallen:
                    self.put(self.fallen.pop())
                    self.space(1)
            for row in rows:
                self.put(row, owner)
        if self.layout["tight"] and self.layout["lines"] == "wrapped" and len(self.lines[-1][0]) < self.width - 4:
            return  # the short line says it
        self.between()
        if self.layout["tight"]:
            self.space(1)

    def captions(self, captions, owner):
        while captions:
            mark = "▲" if self.layout["ornaments"] or self.layout["caption_form"] == 1 else ""
            self.space(1)
            for row in wrap(mark + captions.pop(0), self.width) if self.layout["lines"] == "wrapped" else [mark + captions.pop(0)]:
                self.put(row, owner)
            self.space(1)

    def byline(self, lines, owner):
        for row in lines:
            push = "　" * max(0, self.layout["width"] - len(row) - 1) if self.layout["right"] else ""
            self.put(push + row, owner)
            self.between()


# ---- articles


def dressed(lines, layout):
    """The first line of a title with its ornaments; one at the end only where there is no other line."""
    dress = DRESSES[layout["dress"]]
    return (dress if len(lines) == 1 else dress.split("}")[0] + "}").format(lines[0])


def headline(page, article, owner):
    rows = []
    if article.get("section"):
        rows.append(["【{}】", "■{}", "●{}●", "［{}］"][page.layout["section_form"]].format(article["section"]))
    for key in ("kicker", "title", "subtitle"):
        if article.get(key):
            lines = headline_lines(article[key], page.layout, page.rng) if key == "title" else [article[key]]
            rows += [dressed(lines, page.layout)] + lines[1:] if key == "title" else lines
    for row in rows:
        page.put(row, owner)
        if page.layout["headline_blank"]:
            page.space(1)
    page.between()


def signature_start(paragraphs):
    """Where the closing lines (who, when) begin; len(paragraphs) if there are none."""
    last = paragraphs[-1]
    if len(paragraphs) < 3 or len(last) > 16 or not re.search(r"[年月][^，。]*日$", last):
        return len(paragraphs)
    start = len(paragraphs) - 1
    while start > 1 and len(paragraphs[start - 1]) <= 24 and paragraphs[start - 1][-1] not in ENDS + "：:；;" and not re.search(
            r"[：:0-9]", paragraphs[start - 1]):
        start -= 1
    return start


def body(page, article, owner, start, end):
    """Paragraphs from start to end, each a (paragraph, letter) place; captions that stand inside the text are printed on the way."""
    inside = list(article["captions"]) if start == (0, 0) and place_of_captions(article, page.layout) == "inside" else []
    paragraphs = article["paragraphs"]
    sign = signature_start(paragraphs)
    for i in range(start[0], min(end[0] + 1, len(paragraphs))):
        text = paragraphs[i]
        a, b = start[1] if i == start[0] else 0, end[1] if i == end[0] else len(text)
        if b <= a:
            continue
        if i >= sign and page.layout["right"]:
            page.byline([text], owner)
            continue
        page.paragraph(text[a:b], owner, a == 0, inside)
        if inside and i >= 1 and len(text) > 40 and text[-1] in ENDS and b == len(text):
            page.captions(inside, owner)
        if page.stray and i + 1 < sign - 1 and i > 0 and text[-1] in "。" and b == len(text) and page.rng.random() < 0.3:
            page.stray -= 1
            page.space(1)
            page.put(page.rng.choice(STRAY))
            page.space(1)
    page.captions(inside, owner)


def place_of_captions(article, layout):
    return article.get("captions_at") or layout["captions"]


def ends_plainly(article):
    """True when only space can say that the article is over: no byline at the end, no signature."""
    return not (article.get("byline") and article.get("byline_at", "end") == "end") and signature_start(
        article["paragraphs"]) == len(article["paragraphs"])


def tail(page, article, owner):
    if article.get("byline") and article.get("byline_at", "end") == "end":
        page.byline(article["byline"], owner)
    if place_of_captions(article, page.layout) == "after":
        page.captions(list(article["captions"]), owner)
    page.space(max(page.layout["gap"], 3 if ends_plainly(article) and page.layout["blank"] else 1))
    rule(page)


def rule(page):
    if page.layout["rules"]:
        page.put(RULES[page.layout["rules"]])
        page.between()


def jump_place(article):
    jump = article.get("jump")
    return (jump["paragraph"], jump.get("char") or len(article["paragraphs"][jump["paragraph"]]))


def mark(template, number):
    return template.format(cn=CN[number], n=number)


def jump_mark(page, text, owner):
    last, who = page.lines[-1] if page.lines[-1][0] else page.lines[-2]
    if page.layout["jump_inline"] and text[0] in "（(" and who == owner:
        while page.lines[-1][0] == "":
            page.lines.pop()
        page.lines[-1] = (last + text, owner)
    else:
        page.put(text, owner)
    page.space(max(1, page.layout["gap"]))
    rule(page)


def first_part(page, article, owner):
    headline(page, article, owner)
    if article.get("byline") and article.get("byline_at") == "head":
        page.byline(article["byline"], owner)
    if place_of_captions(article, page.layout) == "before":
        page.captions(list(article["captions"]), owner)
    if not article.get("jump"):
        body(page, article, owner, (0, 0), (len(article["paragraphs"]), 0))
        tail(page, article, owner)
        return
    body(page, article, owner, (0, 0), jump_place(article))
    jump_mark(page, mark(JUMPS[page.layout["jump"]][0], article["jump"]["to"]), owner)


def continuation(page, article, owner, came_from):
    page.space(max(1, page.layout["gap"]))
    back = mark(JUMPS[page.layout["jump"]][1], came_from)
    if page.layout["jump_title"]:
        rows = headline_lines(article["title"], page.layout, page.rng)
        for row in rows[:-1]:
            page.put(row, -1 - owner)
        page.put(rows[-1] + back if back[0] in "（(" else rows[-1], -1 - owner)
        if back[0] not in "（(":
            page.put(back, -1 - owner)
    else:
        page.put(back, -1 - owner)
    page.between()
    start = jump_place(article)
    if start[1] >= len(article["paragraphs"][start[0]]):
        start = (start[0] + 1, 0)
    body(page, article, -1 - owner, start, (len(article["paragraphs"]), 0))
    tail(page, article, -1 - owner)


# ---- furniture


def date_forms(issue):
    day = datetime.date.fromisoformat(issue["date"])
    return f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}", "星期" + WEEK[day.weekday()]


def masthead(issue, layout, pages):
    long_date, _, week = date_forms(issue)
    if layout["masthead"] == 0:
        return []
    if layout["masthead"] == 1:
        return [f"{issue['paper']} 第{issue['issue']}期 {long_date} {week}"]
    return [issue["paper"], f"第{issue['issue']}期（总第{issue['issue']}期）", f"{long_date} {week}", f"今日{CN[pages]}版",
            "内部资料 免费交流", "准印证号：（示例）第0000号"]


def folio(issue, layout, page):
    long_date, short_date, week = date_forms(issue)
    number, section = page["page"], page["section"]
    if layout["folio"] > 3:
        form = FOLIOS[(layout["folio"] - 4) % len(FOLIOS)].replace("2版：", "{n}版：")
        return form.format(n=number, section=section, week=week, long=long_date, short=short_date).split("\n")
    return [[], [f"第{number}版 {section}"], [f"{section} {long_date} {number:02d}"], [f"{short_date} {week} 第{CN[number]}版"]][layout["folio"]]


def editors(rng):
    return f"责任编辑：{rng.choice(EDITORS)} 校对：{rng.choice(EDITORS)}"


def foot(page, issue, layout):
    rows = []
    if layout["slogan"]:
        rows.append("★ " + page.rng.choice(SLOGANS) + " ★")
    if layout["editors"]:
        rows.append(editors(page.rng))
    rows += page.rng.sample(NOTICES, layout["notices"])
    if rows:
        page.space(2)
    for row in rows:
        page.put(row)


# ---- issues


def expected_article(article, layout, page):
    jump = article.get("jump")
    printed = page["section"] if page["page"] > 1 and layout["folio"] not in (0, 3) else None  # page 1 has the masthead in its place
    return {"title": article["title"], "kicker": article.get("kicker"), "subtitle": article.get("subtitle"), "authors": article["authors"],
            "captions": article["captions"], "continued": mark(JUMPS[layout["jump"]][2], jump["to"]) if jump else None,
            "section": article.get("section") or printed, "page": page["page"], "paragraphs": article["paragraphs"], "lines": None}


def spaced(row):
    """A space between all wide letters and marks; what was a space is two."""
    wide = r"[\u2010-\u2fff\u3001-\uffee]"
    return re.sub(rf"(?<={wide})(?={wide})", " ", re.sub(r"(?<=\S) (?=\S)", "  ", row))


def make_page(issue, layout, rng, number, articles):
    info = issue["pages"][number]
    page = Page(layout, rng)
    page.stray = layout["stray"]
    top = masthead(issue, layout, len(issue["pages"])) if number == 0 else folio(issue, layout, info)
    page.space(rng.randrange(3))
    for row in top:
        page.put(row)
    page.space(max(2, layout["gap"]))
    spare = folio(issue, layout, info) or masthead(issue, dict(layout, masthead=1), 0)
    page.fallen = spare * layout["intrusions"]
    came = [(n, a) for n, a in enumerate(articles) if (a.get("jump") or {}).get("to") == info["page"]]
    if layout["jump_first"]:
        for n, a in came:
            continuation(page, a, n, a["at"])
    for n, a in enumerate(articles):
        if a["at"] == info["page"]:
            page.width = layout["width"] - layout["narrow"] * (n % 2)
            first_part(page, a, n)
    if not layout["jump_first"]:
        for n, a in came:
            continuation(page, a, n, a["at"])
    foot(page, issue, layout)
    if layout["spaced"]:
        page.lines = [(spaced(row), owner) for row, owner in page.lines]
    if layout["leading"]:
        page.lines = [pair for row in page.lines for pair in [row] + [("", None)] * layout["leading"]]
    while page.lines and page.lines[-1][0] == "":
        page.lines.pop()
    return page


def render(issue, layout, rng):
    """Pages and truth of one issue. `layout` may leave options out; `rng` is a random.Random. Returns ({name: text}, [article])."""
    layout = {**DEFAULTS, **layout}
    articles, wanted = [], []
    for info in issue["pages"]:
        for article in info["articles"]:
            article = copy.deepcopy(article)
            article["at"] = info["page"]
            print_names(article, layout, rng)
            print_captions(article, layout, rng)
            respell(article, layout, rng)
            articles.append(article)
    pdf_letters(articles, layout, rng)
    for article in articles:
        wanted.append(expected_article(article, layout, next(p for p in issue["pages"] if p["page"] == article["at"])))
    pages = [make_page(issue, layout, rng, k, articles) for k in range(len(issue["pages"]))]
    before, files = 0, {}
    for page in pages:
        for line, (_, owner) in enumerate(page.lines, 1 + before):
            if owner is not None and owner >= 0:
                wanted[owner]["lines"] = [(wanted[owner]["lines"] or [line])[0], line]
        before += len(page.lines) if layout["files"] == "formfeed" else 0
    ends = [layout["line_end"], "  " + layout["line_end"]] if layout["trailing"] else [layout["line_end"]]
    texts = ["".join(row + (rng.choice(ends) if row and layout["trailing"] else ends[0]) for row, _ in page.lines) for page in pages]
    if layout["files"] == "formfeed":
        files[f"{issue['issue']}.txt"] = "\f".join(texts)
    else:
        files = {f"{k:02d}.txt": text for k, text in enumerate(texts, 1)}
    return files, wanted
