# SPDX-License-Identifier: GPL-2.0-or-later
"""Number, date, page and section of an issue: printed, said in corpus.ini, or named by files; the report says which."""
import json
import unittest

from support import ProgramTest, run

TEXT = "老街修缮开工\n记者 沈婷\n\n老街的修缮今天开工，居民都来看。\n工程要做到年底，路面暂时不通车。\n"
PRINTED = "张堰报\n2024年5月6日 第126期\n第2版\n\n" + TEXT


class Facts(ProgramTest):
    def put(self, path, text=TEXT):
        target = self.room / "papers" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf8")
        return target

    def facts(self, path):
        done = run("zy-index", "--articles", path)
        article = json.loads(done.stdout.decode().splitlines()[0])
        return article["issue"], article["date"], article["page"], article["section"]

    def notes(self, *codes):
        run("zy-index", "--db", self.db, "--report", self.room / "r.json", "--quiet", self.room / "papers")
        report = json.loads((self.room / "r.json").read_text("utf8"))
        found = []

        def walk(value):
            if isinstance(value, dict):
                if value.get("code") in codes:
                    found.append(value.get("text") or value.get("message") or json.dumps(value, ensure_ascii=False))
                for inner in value.values():
                    walk(inner)
            elif isinstance(value, list):
                for inner in value:
                    walk(inner)
        walk(report)
        return found

    def test_names(self):
        for path, wanted in (("2025-01-03_第126期_02版.txt", ("126", "2025-01-03", 2)), ("20250103-A02.txt", (None, "2025-01-03", None)),
                             ("112_2025-01-17/112.txt", ("112", "2025-01-17", None)), ("第88期/正文.txt", ("88", None, None)),
                             ("2023年5月/第7期.txt", ("7", "2023-05", None)), ("125.txt", (None, None, None)),
                             ("电话57212345.txt", (None, None, None)), ("12345678901.txt", (None, None, None))):
            issue, date, page, _ = self.facts(self.put(path))
            self.assertEqual((issue, date), wanted[:2], path)
            if wanted[2]:
                self.assertEqual(page, wanted[2], path)

    def test_what_is_printed_beats_names_and_the_report_says_so(self):
        path = self.put("2024-05-07_第127期.txt", PRINTED)
        self.assertEqual(self.facts(path)[:3], ("126", "2024-05-06", 2))
        self.assertEqual(len(self.notes("facts-differ")), 2)

    def test_corpus_ini_beats_all(self):
        self.put("corpus.ini", "[2024/*]\n栏目 = 旧报\n[2024/五月]\n期号 = 99\n日期 = 2024年5月1日\n[2024/五月/乙.txt]\n版次 = 4\n")
        self.assertEqual(self.facts(self.put("2024/五月/甲.txt", PRINTED)), ("99", "2024-05-01", 2, "旧报"))
        self.assertEqual(self.facts(self.put("2024/五月/乙.txt", PRINTED)), ("99", "2024-05-01", 4, "旧报"))
        self.assertEqual(self.facts(self.put("2023/甲.txt", PRINTED))[:2], ("126", "2024-05-06"))
        self.assertIn("corpus.ini", "".join(self.notes("facts")))

    def test_a_changed_corpus_ini_is_read(self):
        self.put("a.txt", TEXT)
        self.put("corpus.ini", "期号 = 5\n")
        self.index(self.room / "papers")
        self.assertEqual(self.ids("期:5"), ["a-p1-1"])
        self.put("corpus.ini", "期号 = 6\n")
        self.index(self.room / "papers")
        self.assertEqual((self.ids("期:6"), self.ids("期:5 老街")), (["a-p1-1"], []))

    def test_what_is_not_understood_is_named(self):
        self.put("a.txt")
        for text, words in (("[a.txt]\n期数 = 5\n", "只能写期号"), ("日期 = 昨天\n", "看不懂这个日期"), ("[a.txt\n期号 = 5\n", "第 1 行看不懂"),
                            (f"[{'很长的名字' * 5}]\n期号 = 5\n", "太长")):
            self.put("corpus.ini", text)
            self.assertIn(words, "".join(self.notes("corpus-ini")), text)


if __name__ == "__main__":
    unittest.main()
