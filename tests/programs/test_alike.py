# SPDX-License-Identifier: GPL-2.0-or-later
"""The same notice in different years: counted as two, told as nearly the same, reachable from one another."""
import json

from support import ProgramTest

NOTICE = ("为确保汛期安全，镇防汛办将于{year}年6月{day}日上午九时试拉防汛警报，请广大居民不要惊慌。试拉期间，各村值班人员应守在岗位，"
          "检查沙袋、水泵和照明。低洼处的车辆请提前移到高处，独居老人由邻里志愿者上门告知。值班电话：021-5720-{phone}。特此通告。")
ARTICLES = [
    {"id": "n2023", "title": "防汛警报试拉通告", "date": "2023-06-01", "body": NOTICE.format(year=2023, day=9, phone="0112")},
    {"id": "n2024", "title": "防汛警报试拉通告", "date": "2024-06-03", "body": NOTICE.format(year=2024, day=14, phone="0115")},
    {"id": "story", "title": "警报响过之后", "date": "2024-06-20", "body": "防汛警报试拉的那天上午，村口的老人抬头看了看天，说这声音听着心里踏实，当年可没有这么早的信儿。"},
]


class Alike(ProgramTest):
    def setUp(self):
        super().setUp()
        self.index(self.write_jsonl(articles=ARTICLES))

    def test_hits_say_so_and_all_are_counted(self):
        answer = self.ask("防汛警报")
        self.assertEqual(answer["total"], 3)
        hits = {h["id"]: h for h in answer["hits"]}
        self.assertEqual(hits["n2023"]["same_as"], "n2024")
        self.assertEqual(hits["n2024"]["duplicates"], 1)
        self.assertNotIn("same_as", hits["n2024"])
        self.assertNotIn("same_as", hits["story"])

    def test_on_a_page_of_its_own_it_is_itself(self):
        self.assertNotIn("same_as", self.ask("防汛警报", "--sort=oldest", "--limit=1")["hits"][0])

    def test_terminal_text(self):
        text = self.search("防汛警报")
        self.assertIn("内容与 n2024 几乎相同", text)
        self.assertNotIn("内容与 story", text)

    def test_an_article_lists_them(self):
        document = json.loads(self.search("--json", "show", "n2023"))
        self.assertEqual([a["id"] for a in document["alike"]], ["n2024"])
        self.assertNotIn("n2024", [a["id"] for a in document["related"]])
        self.assertEqual(json.loads(self.search("--json", "show", "story"))["alike"], [])
