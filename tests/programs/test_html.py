# SPDX-License-Identifier: GPL-2.0-or-later
"""Articles out of web pages: the pages of tests/pages and the sample issues set as town sites set them."""
import json
import sys
import unittest

import recovery
from support import CORPUS, SOURCE, ProgramTest, run

sys.path.insert(0, str(SOURCE / "tests" / "devel"))
import web_pages  # noqa: E402

FLOORS = {"given": 0.99, "whole": 0.98, "heads": 0.98, "bylines": 0.97, "captions": 0.98}


def issues():
    for path in sorted([*CORPUS.glob("issues/*/expected.json"), *(SOURCE / "tests" / "pages").glob("*.expected.json")]):
        articles = [a for a in json.loads(path.read_text("utf8")) if a["paragraphs"]]
        if articles:
            yield path.parent.name + path.name, articles


class WebPages(ProgramTest):
    def write(self, name, html, encoding="utf8"):
        path = self.room / f"{name}.html"
        path.write_bytes(html.encode(encoding, "xmlcharrefreplace"))
        return path

    def articles(self, path):
        return [json.loads(line) for line in run("zy-index", "--articles", path).stdout.decode().splitlines()]

    def test_sites(self):
        for name, site in web_pages.SITES.items():
            with self.subTest(site=name):
                rates = recovery.Rates()
                for number, (issue, wanted) in enumerate(issues()):
                    wanted = wanted if name in web_pages.WHOLE_ISSUES else wanted[number % len(wanted):][:1]
                    encoding = "gb18030" if name == "tables" else "utf8"
                    path = self.write(f"{name}-{number}", site(wanted), encoding)
                    rates.add_page(f"{name} {issue}", [dict(w, continued=None) for w in wanted], self.articles(path))
                print(f"\n{name}: {rates}", file=sys.stderr)
                self.assertGreaterEqual(rates.wanted, 30)
                self.assertEqual(rates.below(FLOORS), [], "\n" + "\n".join(rates.faults))

    def test_nothing_around_the_article(self):
        article = {"title": "老金的早稻", "authors": ["沈婷"], "captions": [], "paragraphs": ["清晨五点，老金下田了。", "他的秧比去年早。"]}
        for name, site in web_pages.SITES.items():
            text = json.dumps(self.articles(self.write(name, site([article]))), ensure_ascii=False)
            for around in ("脚本", "防汛工作会议", "政务公开", "ICP", "网友甲", "上一篇", "打印", "邮编", "热点排行", "技术支持"):
                self.assertNotIn(around, text, f"{name}: {text}")
            self.assertIn("他的秧比去年早。", text)

    def test_date_section_and_table(self):
        page = """<html><head><meta charset=utf-8><title>停水通知</title><meta name="ColumnName" content="通知公告">
<meta name="PubDate" content="2024-05-06"></head><body><h1>停水通知</h1><p>因管道检修，下列地方停水。</p>
<table><tr><th>地点</th><th>时间</th></tr><tr><td>东贤路</td><td>8日上午</td></tr></table><h2>怎样储水</h2><p>请备好水桶，锅里也放满。</p>
<h2>咨询</h2><p>可以打电话到水务站，二十四小时有人。</p></body></html>"""
        [article] = self.articles(self.write("t", page))
        self.assertEqual((article["title"], article["date"], article["section"]), ("停水通知", "2024-05-06", "通知公告"))
        self.assertEqual(article["paragraphs"], ["因管道检修，下列地方停水。", "地点 时间", "东贤路 8日上午", "怎样储水",
                                                 "请备好水桶，锅里也放满。", "咨询", "可以打电话到水务站，二十四小时有人。"])

    def test_no_text_goes_with_a_masthead(self):
        [article] = self.articles(self.write("a", """<html><head><meta charset=utf-8><title>张堰镇人民政府网</title></head><body>
<h1>张堰镇人民政府网</h1><p>2024年5月6日</p><p>老街的修缮今天开工，居民都来看。</p></body></html>"""))
        self.assertEqual((article["title"], article["paragraphs"]), ("张堰镇人民政府网", ["老街的修缮今天开工，居民都来看。"]))
        before, first, second = self.articles(self.write("b", """<html><head><meta charset=utf-8></head><body><h1>张堰报 第126期</h1>
<p>这一期专讲老街，请读者来信。</p><article><h2>老街开工</h2><p>老街的修缮今天开工，居民都来看。</p></article>
<article><h2>食堂开张</h2><p>饭菜软和，价钱公道。</p></article></body></html>"""))
        self.assertEqual(before["paragraphs"], ["这一期专讲老街，请读者来信。"])
        self.assertEqual([(a["title"], a["issue"]) for a in (first, second)], [("老街开工", "126"), ("食堂开张", "126")])

    def test_page_without_text_is_refused(self):
        self.assertEqual(run("zy-index", "--articles", self.write("e", "<html><body><nav>首页</nav></body></html>")).returncode, 2)


if __name__ == "__main__":
    unittest.main()
