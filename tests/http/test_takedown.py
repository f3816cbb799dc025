# SPDX-License-Identifier: GPL-2.0-or-later
"""A running server obeys the take-down list at once, on every route, and says how many articles are hidden.
usage: test_takedown.py ZY-SERVER ZY-INDEX CORPUS"""
import json, os, sys, time, unittest

import harness
from harness import Server, build, folder, quote

NAME = "许大伟"  # a person of our own invention
CARD = "6222021234567890128"  # its check digit is right, its holder does not exist
ARTICLES = [
    {"id": "t1", "title": "养老院新添食堂", "issue": "101", "date": "2024-03-01", "page": 1, "authors": ["沈佳禾"],
     "body": f"养老院的食堂开张了，居民{NAME}第一个来。"},
    {"id": "t2", "title": f"{NAME}的菜园", "issue": "101", "date": "2024-03-01", "page": 2, "authors": [NAME],
     "body": "菜园里种了番茄，送到养老院。"},
    {"id": "t3", "title": "养老院收到捐款", "issue": "102", "date": "2024-03-08", "page": 1, "authors": ["陆一鸣"],
     "body": f"养老院收到捐款，存入卡号{CARD}。"},
]
ROUTES = ["/search?q=%s", "/api/v1/search?q=%s", "/api/v1/suggest?q=%s", "/export.csv?q=%s", "/export.jsonl?q=%s", "/feed.atom?q=%s"]


class TakeDown(unittest.TestCase):
    def setUp(self):
        self.room = folder()
        self.addCleanup(self.room.cleanup)
        source = os.path.join(self.room.name, "all.jsonl")
        with open(source, "w", encoding="utf8") as out:
            out.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in ARTICLES)
        self.db = build(self.room.name, source)
        self.server = Server(self.db)
        self.addCleanup(self.server.stop)

    def take_down(self, text):
        """Writes the list as a careful program does; the server has looked once half a second later."""
        with open(os.path.join(self.db, "list.new"), "w", encoding="utf8") as out:
            out.write(text)
        os.rename(os.path.join(self.db, "list.new"), os.path.join(self.db, "takedown.txt"))
        time.sleep(0.6)

    def ask(self, query):
        return json.loads(self.server.get("/api/v1/search?q=" + quote(query)).text)

    def test_every_route_obeys(self):
        before = {route: self.server.get(route % quote(NAME)) for route in ROUTES}
        for route in ("/export.jsonl?q=%s", "/feed.atom?q=%s", "/search?q=%s"):
            self.assertIn("t1", before[route].text)
        self.take_down(f"姓名\t{NAME}\t隐私\t2025-03-01\t来电\n")
        for route in ROUTES:
            for query in (NAME, "养老院", "番茄"):
                text = self.server.get(route % quote(query)).text.replace(quote(query), "").replace(f"“{query}”", "")
                self.assertNotIn("/articles/t1", text, route)
                self.assertNotIn("/articles/t2", text, route)
                self.assertNotIn("的菜园", text, route)
                if query != NAME:
                    self.assertNotIn(NAME, text, route)
        answer = self.ask("养老院")
        self.assertEqual((answer["total"], answer["hidden"]), (1, 2))
        self.assertEqual(answer["coverage"]["articles"], 1)
        self.assertEqual([v["value"] for v in answer["facets"]["author"]], ["陆一鸣"])
        self.assertEqual(answer["timeline"], [{"month": "2024-03", "count": 1, "articles": 1}])
        self.assertIn("有2篇", self.server.get("/search?q=" + quote("养老院")).text)
        self.assertIn("<subtitle>另有 2 篇", self.server.get("/feed.atom?q=" + quote("养老院")).text)
        self.assertEqual(self.ask("捐款").get("hidden", 0), 0)

    def test_addresses_are_gone(self):
        self.assertEqual(self.server.get("/articles/t2").status, 200)
        self.take_down("文章 t2 版权\n")
        page = self.server.get("/articles/t2")
        self.assertEqual(page.status, 410)
        self.assertIn("撤下", page.text)
        self.assertNotIn("番茄", page.text)
        problem = json.loads(self.server.get("/api/v1/articles/t2").text)
        self.assertEqual((problem["status"], problem["code"]), (410, "GONE"))
        self.assertEqual(self.server.get("/articles/none").status, 404)
        self.assertEqual(self.server.get("/articles/t1").status, 200)
        self.assertNotIn("t2", self.server.get("/articles/t1").text)
        self.assertNotIn("articles/t2", self.server.get("/issues/101").text)
        self.assertNotIn("articles/t2", self.server.get("/sitemap.xml").text)
        issue = json.loads(self.server.get("/api/v1/issues/101").text)
        self.assertEqual((issue["articles"], issue["hidden"], len(issue["contents"])), (1, 1, 1))

    def test_caches_do_not_keep_it(self):
        target = "/search?q=" + quote("番茄")
        first = self.server.get(target)
        self.assertEqual(self.server.get(target, "If-None-Match: " + first.headers["etag"]).status, 304)
        self.take_down("文章 t2\n")
        again = self.server.get(target, "If-None-Match: " + first.headers["etag"])
        self.assertEqual(again.status, 200)
        self.assertNotIn("/articles/t2", again.text)
        self.assertNotEqual(again.headers["etag"], first.headers["etag"])
        self.take_down("")
        time.sleep(2.5)  # an empty list may be one being written: it counts once it has settled
        self.assertIn("/articles/t2", self.server.get(target).text)

    def test_a_list_that_cannot_be_read_changes_nothing(self):
        """Of what is being answered from; who opens the index only then gets no answer at all."""
        self.server = Server(self.db, "--workers", "1")
        self.addCleanup(self.server.stop)
        self.take_down("文章 t2\n")
        self.assertEqual(self.server.get("/articles/t2").status, 410)
        with open(os.path.join(self.db, "takedown.txt"), "wb") as out:
            out.write(b"\xff\xfe\x00\x00")
        time.sleep(0.6)
        self.assertEqual(self.server.get("/articles/t2").status, 410)
        self.assertEqual(self.server.get("/articles/t1").status, 200)
        late = Server(self.db)
        self.addCleanup(late.stop)
        self.assertIn("下架名单", late.get("/articles/t1").text)
        self.assertNotIn("食堂", late.get("/search?q=t1").text)

    def test_numbers_are_covered(self):
        for route in ROUTES + ["/articles/t3?q=%s", "/api/v1/articles/t3?q=%s"]:
            text = self.server.get(route % quote("捐款")).text
            self.assertNotIn(CARD, text, route)
            self.assertNotIn(CARD[:8], text, route)
        self.assertIn("622****************", self.server.get("/articles/t3").text)
        answer = self.ask(CARD)
        self.assertEqual((answer["total"], answer["hidden"], answer["hits"]), (0, 1, []))
        for part in (CARD[:8], CARD[-6:], CARD[:-1]):
            answer = self.ask(part)
            self.assertEqual((answer["total"], answer.get("hidden", 0), answer["related_total"]), (0, 0, 0), part)


if __name__ == "__main__":
    harness.SERVER, harness.INDEXER, harness.CORPUS = sys.argv[1:4]
    unittest.main(argv=sys.argv[:1])
