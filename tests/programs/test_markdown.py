# SPDX-License-Identifier: GPL-2.0-or-later
"""Articles out of Markdown: front matter, headings, bold headlines as word processors leave them."""
import json
import unittest

from support import ProgramTest, run

BODY = "老街的修缮今天开工，居民都来看。\n\n工程要做到年底，路面暂时不通车。\n"
PARAGRAPHS = ["老街的修缮今天开工，居民都来看。", "工程要做到年底，路面暂时不通车。"]


class Markdown(ProgramTest):
    def articles(self, text, name="a.md"):
        path = self.room / name
        path.write_text(text, "utf8")
        return [json.loads(line) for line in run("zy-index", "--articles", path).stdout.decode().splitlines()]

    def one(self, text):
        [article] = self.articles(text)
        return article

    def test_front_matter(self):
        for text in ("---\ntitle: 老街开工\nauthor: 沈婷\ndate: 2024-05-06\nissue: 126\n---\n", "---\n标题：老街开工\n作者：沈婷\n日期：2024年5月6日\n期: 126\n---\n",
                     '+++\ntitle = "老街开工"\nauthors = ["沈婷"]\ndate = 2024-05-06\nissue = "126"\n+++\n',
                     "---\ntitle: '老街开工'\nauthors:\n- 沈婷\ndate: 2024/05/06\nissue: 126\n---\n\n# 老街开工\n"):
            article = self.one(text + BODY)
            self.assertEqual((article["title"], article["authors"], article["date"], article["issue"], article["paragraphs"]),
                             ("老街开工", ["沈婷"], "2024-05-06", "126", PARAGRAPHS), text)

    def test_sub_headings_make_no_articles(self):
        article = self.one("# 老街开工\n\n记者 沈婷\n\n## 居民都来看\n\n" + BODY + "\n## 怎么走\n\n请绕行东贤路，公交照常停靠。\n")
        self.assertEqual((article["title"], article["authors"]), ("老街开工", ["沈婷"]))
        self.assertEqual(article["paragraphs"], ["居民都来看", *PARAGRAPHS, "怎么走", "请绕行东贤路，公交照常停靠。"])
        self.assertEqual(article["lines"], [1, 13])
        article = self.one("**老街开工**\n\n" + BODY + "\n**怎么走**\n\n请绕行东贤路，公交照常停靠。\n")
        self.assertEqual((article["title"], article["paragraphs"][2:]), ("老街开工", ["怎么走", "请绕行东贤路，公交照常停靠。"]))

    def test_an_issue_in_one_file(self):
        for mark, end in (("# ", ""), ("## ", ""), ("**", "**")):
            text = "# 张堰报 第126期\n\n" if mark == "## " else ""
            text += f"{mark}老街开工{end}\n\n记者 沈婷\n\n{BODY}\n{mark}食堂开张{end}\n\n通讯员 李明\n\n饭菜软和，价钱公道。\n"
            first, second = self.articles(text)
            self.assertEqual((first["title"], first["authors"], first["paragraphs"]), ("老街开工", ["沈婷"], PARAGRAPHS))
            self.assertEqual((second["title"], second["authors"], second["paragraphs"]), ("食堂开张", ["李明"], ["饭菜软和，价钱公道。"]))
            self.assertNotEqual(first["id"], second["id"])

    def test_what_a_reader_sees(self):
        article = self.one("# 老街\n\n请看**通知**，见[网站](http://a.cn/x)；5*3 米\\*，*请注意*。\n\n- 带水\n- 带伞\n\n1. 先登记\n2. 再入场\n\n"
                           "| 班次 | 时间 |\n|---|---|\n| 早班 | 7:00 |\n\n![图为：开工现场](a.jpg)\n\n> 引来的话，也要收。\n第二行接着写。\n")
        self.assertEqual(article["paragraphs"], ["请看通知，见网站；5*3 米*，请注意。", "带水", "带伞", "1. 先登记", "2. 再入场", "班次 时间",
                                                 "早班 7:00", "引来的话，也要收。第二行接着写。"])
        self.assertEqual(article["captions"], ["图为：开工现场"])

    def test_without_marks_it_is_page_text(self):
        [first, second] = self.articles("老街开工\n记者 沈婷\n\n" + BODY + "\n\n食堂开张\n通讯员 李明\n\n饭菜软和，价钱公道，老人都说好。\n")
        self.assertEqual((first["title"], second["title"]), ("老街开工", "食堂开张"))

    def test_front_matter_that_never_ends(self):
        article = self.one("---\ntitle: 没有结束\n\n" + BODY)
        self.assertIn(PARAGRAPHS[1], article["paragraphs"])


if __name__ == "__main__":
    unittest.main()
