# SPDX-License-Identifier: GPL-2.0-or-later
"""Every encoding of an issue gives the same articles, byte for byte; text, web page and Markdown of an issue give the same articles."""
import json
import sys
import unittest

from support import CORPUS, SOURCE, ProgramTest, run

sys.path.insert(0, str(SOURCE / "tests" / "devel"))
import web_pages  # noqa: E402

SIMPLIFIED = ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16", "gb18030", "gbk"]
TRADITIONAL = ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16", "gb18030", "big5"]


class Encodings(ProgramTest):
    def articles(self, text, encoding):
        data = text.encode(encoding)
        if encoding == "utf-16":
            self.assertIn(data[:2], (b"\xff\xfe", b"\xfe\xff"))
        path = self.room / "112.txt"
        path.write_bytes(data)
        return run("zy-index", "--articles", path).stdout

    def same_in(self, text, encodings, name):
        wanted = self.articles(text, encodings[0])
        self.assertIn(b'"paragraphs"', wanted, name)
        for encoding in encodings[1:]:
            self.assertEqual(self.articles(text, encoding), wanted, f"{name} in {encoding}")

    def test_simplified(self):
        pages = [*CORPUS.glob("issues/*/*.txt"), *(SOURCE / "tests" / "pages").glob("[a-f]*.txt")]
        tried = 0
        for page in sorted(pages):
            text = page.read_bytes().decode("utf8").lstrip("\ufeff")
            try:
                text.encode("gbk")
            except UnicodeEncodeError:
                continue  # has letters GBK lacks
            self.same_in(text, SIMPLIFIED, page.name)
            tried += 1
        self.assertGreater(tried, 25)

    def test_traditional(self):
        tried = 0
        for page in sorted((SOURCE / "tests" / "pages").glob("*trad*.txt")):
            text = page.read_bytes().decode("utf8")
            text = "".join(c for c in text if c.encode("big5", "ignore"))
            self.same_in(text, TRADITIONAL, page.name)
            tried += 1
        self.assertGreaterEqual(tried, 3)

    def test_short(self):
        for text in ("停水通知\n\n8日上午停水。\n", "食堂开张了\n\n老人们都来了。\n饭菜很香。\n"):
            self.same_in(text, SIMPLIFIED, text)


class Formats(ProgramTest):
    """One issue as page text, as a web page and as Markdown."""

    def read(self, name, text):
        path = self.room / name
        path.write_text(text, "utf8")
        articles = [json.loads(line) for line in run("zy-index", "--articles", path).stdout.decode().splitlines()]
        return [(a["title"], a["authors"], a["paragraphs"]) for a in articles]

    def test_same_articles(self):
        wanted = [{"title": "老街修缮开工", "authors": ["沈婷"], "captions": [], "paragraphs": ["老街的修缮今天开工，居民都来看热闹。", "工程要做到年底，路面暂时不通车。"]},
                  {"title": "长者食堂添了新菜", "authors": ["李明", "陆一鸣"], "captions": [],
                   "paragraphs": ["镇上的长者食堂这个月添了六样新菜。", "“软和，不咸。”八十一岁的金阿婆说。", "食堂每天供应午饭一百二十份。"]}]
        plain = "\n\n".join(f"{a['title']}\n{web_pages.byline(a)}\n\n" + "\n".join("　　" + p for p in a["paragraphs"]) for a in wanted) + "\n"
        marked = "\n\n".join(f"# {a['title']}\n\n{web_pages.byline(a)}\n\n" + "\n\n".join(a["paragraphs"]) for a in wanted) + "\n"
        expected = [(a["title"], a["authors"], a["paragraphs"]) for a in wanted]
        self.assertEqual(self.read("112.txt", plain), expected)
        self.assertEqual(self.read("112.md", marked), expected)
        self.assertEqual(self.read("112.html", web_pages.issue_of_boxes(wanted)), expected)


if __name__ == "__main__":
    unittest.main()
