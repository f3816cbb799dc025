# SPDX-License-Identifier: GPL-2.0-or-later
"""A headline pasted whole comes first, however many articles hold its words."""
from support import ProgramTest


def article(name, title, body="正文另说一件事，与标题无关。"):
    return {"id": name, "title": title, "date": "2024-05-01", "body": body}


class Headlines(ProgramTest):
    def first(self, *query):
        return self.ask(*query)["hits"][0]

    def test_short_headline_among_longer_ones(self):
        self.index(self.write_jsonl(articles=[article(f"a{i}", "镇村联播快讯", "联播快讯。联播快讯。") for i in range(400)] +
                                    [article("own", "联播快讯"), article("late", "每周联播快讯精选")]))
        self.assertEqual(self.first("联播快讯")["id"], "own")
        self.assertNotEqual(self.first("每周联播快讯")["id"], "own")

    def test_the_same_letters_with_the_same_spaces(self):
        self.index(self.write_jsonl(articles=[article("joined", "多措并举助力就业"), article("apart", "多措并举 助力就业"),
                                              article("comma", "多措并举，助力就业")]))
        for query, wanted in (("多措并举 助力就业", "apart"), ("多措并举助力就业", "joined"), ("多措并举，助力就业", "comma"),
                              ("　多措并举 助力就业 ", "apart")):
            self.assertEqual(self.first(query)["id"], wanted, query)

    def test_parts_that_straddle_words(self):
        """Typed with the headline's spaces, the parts may begin and end inside words: it is still the headline."""
        self.index(self.write_jsonl(articles=[
            article("whole", "勇毅前行 为全面建设开好局"),
            article("other", "别的标题", "勇毅前行。为全面建设开好局。勇毅前行，为全面建设开好局。")]))
        hit = self.first("勇毅前行 为全面建设开好局")
        self.assertEqual((hit["id"], hit["class"]), ("whole", "word"))

    def test_kicker_and_headline_together(self):
        page = ("老街口的早市\n一碗馄饨三代人\n\n清早五点，馄饨摊的灯先亮了起来，锅里的水已经滚了两回，等着第一位赶早的客人。\n\n"
                "摊主说，味道是从祖父手里传下来的，馅料一天一剁，从来没有隔过夜。\n")
        folder = self.room / "issue"
        folder.mkdir()
        (folder / "01.txt").write_text(page, "utf8")
        (folder / "more.jsonl").write_text('{"id":"x","title":"馄饨","body":"老街口的早市，一碗馄饨三代人，都是这个味道。"}\n', "utf8")
        self.index(folder)
        self.assertEqual(self.first("老街口的早市 一碗馄饨三代人")["id"], self.first("摊主说")["id"])
