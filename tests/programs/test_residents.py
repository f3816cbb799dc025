# SPDX-License-Identifier: GPL-2.0-or-later
"""What residents type: whole questions, slips, words run together; what is made of it is said, and a real word is left alone."""
from support import CORPUS, ProgramTest

ARTICLES = [
    ("bed", "养老院添了新床位", "九堰养老院添了六十张床位，护理员也多了八名。"),
    ("fee", "床位怎么收费", "养老院里不少家属打听床位的价钱。院长说，收费标准贴在墙上。"),
    ("police", "派出所搬家", "派出所搬到了新址，值班电话没有变。"),
    ("phone", "便民电话一览", "供水、供气、供电的报修电话都在这里。"),
    ("heard", "街坊故事", "听说老街要修，街坊们都来打听。听说归听说，图纸已经贴出来了。"),
    ("street", "老街年底修好", "老街修缮进入收尾阶段，年底修好以后重新开放。"),
    ("card", "敬老卡申领须知", "年满六十五周岁的老人可以申领敬老卡，带上身份证即可。"),
    ("library", "书香进村", "农家书屋添了三百册新书，孩子们放学就来。"),
]


class Residents(ProgramTest):
    def setUp(self):
        super().setUp()
        articles = [{"id": i, "title": t, "date": "2024-05-01", "body": b} for i, t, b in ARTICLES]
        self.index("--lexicon", CORPUS / "lexicon", self.write_jsonl(articles=articles))

    def found(self, query):
        answer = self.ask(query)
        return answer, [h["id"] for h in answer["hits"] if h["class"] != "related"]

    def test_questions_are_asked_by_their_content(self):
        for query, first, said in (("哪里有养老院啊", "bed", "“养老院”"), ("怎么办老年卡", "card", "“敬老卡”"),
                                   ("老街什么时候修好", "street", "“老街”和“修好”"), ("请问派出所在哪里", "police", "“派出所”")):
            answer, ids = self.found(query)
            self.assertTrue(ids and ids[0] == first, (query, ids))
            self.assertIn(said, answer["query"]["read_as"])

    def test_a_question_that_stands_in_the_text_is_not_touched(self):
        answer, ids = self.found("床位怎么收费")
        self.assertEqual(ids, ["fee"])
        self.assertIn("“床位怎么收费”", answer["query"]["read_as"])

    def test_a_question_with_a_slip(self):
        answer, ids = self.found("哪里有养老园啊")
        self.assertIn("bed", ids)
        self.assertIn("按同音的“养老院”", answer["query"]["read_as"])

    def test_a_question_about_what_is_nowhere(self):
        answer, ids = self.found("图书馆几点关门")
        self.assertEqual(ids, [])
        self.assertTrue(any("均未出现“图书馆”" in note for note in answer["query"]["notes"]), answer["query"]["notes"])

    def test_real_words_are_not_taken_for_slips(self):
        """停水 is meant as it stands though only 听说 is there; 失业 in a longer string is no slip for 事业."""
        for query in ("停水", "什么时候停水", "失业了找谁"):
            answer, ids = self.found(query)
            self.assertEqual(ids, [], query)
            self.assertNotIn("同音", answer["query"]["read_as"])

    def test_words_run_together(self):
        answer, ids = self.found("派出所电话")
        self.assertEqual((answer["total"], ids), (0, []))
        self.assertIn("分开来查：“派出所”有 1 篇，“电话”有 2 篇。", answer["query"]["notes"])
        related = {h["id"]: h.get("missing", []) for h in answer["hits"]}
        self.assertEqual(answer["hits"][0]["id"], "police")
        self.assertEqual(related["police"], [])
        self.assertEqual(related.get("phone"), ["派出所"])
        self.assertIn("未提到：派出所", self.search("派出所电话", status=1))

    def test_function_words_are_not_missed(self):
        hits = self.ask("我们想打派出所电话或者报警")["hits"]
        missed = {word for hit in hits for word in hit.get("missing", [])}
        self.assertTrue(hits and missed)
        self.assertFalse(missed & {"我们", "或者"}, missed)

    def test_quoted_strings_say_no_more_than_they_ask(self):
        answer = self.ask('"派出所电话"')
        self.assertEqual(answer["hits"], [])
        self.assertFalse(any("分开来查" in note for note in answer["query"]["notes"]))

    def test_nothing_is_near_by_one_character(self):
        self.assertEqual(self.ask("停电")["suggestions"], [])
        self.assertEqual(self.ask("量子纠缠望远镜")["suggestions"], [])
        self.assertIn("养老院", [s["text"] for s in self.ask("养老园")["suggestions"]])
