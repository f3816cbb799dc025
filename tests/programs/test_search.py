# SPDX-License-Identifier: GPL-2.0-or-later
"""zy-search on a small index: every format, option and exit status."""
import csv
import io
import json
import pty
import os
import subprocess
import unittest

from support import BIN, ProgramTest, run


class Search(ProgramTest):
    def setUp(self):
        super().setUp()
        self.index(self.write_jsonl())

    def test_found_and_not_found(self):
        self.assertEqual(self.ids("养老院"), ["a1"])
        self.assertEqual(self.ids('"修旧如旧"'), ["a3"])
        self.assertEqual(self.ids('"火星移民"'), [])
        self.search("养老院", status=0)
        self.search('"火星移民"', status=1)

    def test_json_document(self):
        answer = self.ask("沈佳禾")
        for key in ("version", "query", "total", "classes", "related_total", "took_us", "coverage", "hits", "facets",
                    "timeline", "suggestions"):
            self.assertIn(key, answer)
        self.assertNotIn("id", answer)
        self.assertEqual(answer["version"], 1)
        self.assertEqual(set(answer["classes"]), {"word", "inside", "across", "synonym"})
        self.assertEqual(answer["total"], sum(answer["classes"].values()))

    def test_hit(self):
        hit = self.ask("食堂")["hits"][0]
        self.assertEqual((hit["id"], hit["title"], hit["date"], hit["issue"], hit["page"], hit["section"]),
                         ("a1", "镇养老院新添食堂", "2024-03-01", "101", 1, "要闻"))
        self.assertEqual(hit["authors"], ["沈佳禾"])
        marked = [s["text"][a:b] for s in hit["snippets"] for a, b in s["marks"]]
        marked += [hit["title"][a:b] for a, b in hit["title_marks"]]
        self.assertIn("食堂", marked)
        self.assertEqual(set(marked), {"食堂"})

    def test_markup_is_text(self):
        self.assertNotIn("<b>", self.search("--json", "修旧如旧"))
        self.assertIn("<b>不用</b>", self.search("修旧如旧"))

    def test_count(self):
        self.assertEqual(self.search("--count", "沈佳禾"), "2\n")
        self.assertEqual(self.search("--count", '"火星移民"', status=1), "0\n")

    def test_words_are_joined(self):
        self.assertEqual(self.search("--count", "养老院", "食堂"), "1\n")
        self.assertEqual(self.search("--count", '"养老院"', '"防汛"', status=1), "0\n")

    def test_minus_on_the_command_line(self):
        self.assertEqual(self.search("--count", "沈佳禾", "-防汛"), "1\n")
        self.assertEqual(self.search("--count", "--", "沈佳禾", "-防汛"), "1\n")

    def test_jsonl_is_a_hit_a_line(self):
        lines = self.search("--jsonl", '"居民"').splitlines()
        self.assertEqual({json.loads(line)["id"] for line in lines}, {"a3", "a4"})

    def test_csv(self):
        text = self.search("--csv", "食堂")
        self.assertTrue(text.startswith("\ufeff"))
        rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))
        self.assertEqual((rows[0]["id"], rows[0]["authors"]), ("a1", "沈佳禾"))

    def test_limit_offset_sort(self):
        newest = self.ids('"居民" OR "老人"', "--sort", "newest")
        oldest = self.ids('"居民" OR "老人"', "--sort=oldest")
        self.assertEqual(sorted(newest), ["a1", "a3", "a4"])
        self.assertEqual(newest, oldest[::-1])
        self.assertEqual(self.ids('"居民" OR "老人"', "--sort=newest", "--limit=1", "--offset=1"), newest[1:2])
        self.assertEqual(self.ids('"居民"', "--offset=1000"), [])

    def test_dates(self):
        self.assertEqual(self.ids('"居民" OR "老人"', "--to=2024"), ["a1"])
        self.assertEqual(self.ids('"居民" OR "老人"', "--from=2025-01", "--to=2025-01"), ["a3"])
        self.refused(run("zy-search", "--db", self.db, "--from", "昨天吧", "x"), 2, "昨天吧")

    def test_classes(self):
        self.assertEqual(self.ask("书记")["classes"]["inside"], 1)
        self.assertEqual(self.ids("书记", "--classes=inside"), ["a2"])
        self.assertEqual(self.ids("书记", "--classes=word"), [])
        self.assertEqual(self.ids("书记", "--classes=词内"), ["a2"])
        self.assertEqual(self.ask("民政")["classes"]["across"], 1)

    def test_classes_switched_off_are_counted_apart(self):
        """What is shown is what total, facets and months count; the switches keep their own counts."""
        all_of_them = self.ask("居民 OR 书记")
        self.assertEqual((all_of_them["total"], all_of_them["classes"]["inside"]), (3, 1))
        inside = self.ask("居民 OR 书记", "--classes=inside", "--facets=year")
        self.assertEqual((inside["total"], inside["classes"]), (1, all_of_them["classes"]))
        self.assertEqual(inside["facets"]["year"], [{"value": "2024", "count": 1}])
        self.assertEqual(sum(m["count"] for m in inside["timeline"]), 1)
        self.assertEqual(self.search("--count", "--classes=word", "居民 OR 书记"), "2\n")

    def test_facets(self):
        facets = self.ask("沈佳禾", "--facets=year,section")["facets"]
        self.assertEqual(set(facets), {"year", "section"})
        self.assertEqual({f["value"]: f["count"] for f in facets["section"]}, {"要闻": 1, "平安": 1})
        self.assertEqual(self.ask("沈佳禾", "--facets=none")["facets"], {})

    def test_explain(self):
        self.assertIn("毫秒", self.search("--explain", "养老院"))
        for stage in ("fold", "tokens", "ast", "plan"):
            self.assertIn("养老", self.search("--explain", f"--stage={stage}", "养老院"))
        self.refused(run("zy-search", "--db", self.db, "--stage=soup", "x"), 2, "soup")

    def test_text_for_people(self):
        text = self.search("养老院")
        self.assertIn("镇养老院新添食堂", text)
        self.assertIn("2024-03-01 · 第101期 · 第1版 · 要闻 · 沈佳禾", text)
        self.assertNotIn("\033", text)
        self.assertIn("\033[", self.search("--color=always", "养老院"))

    def test_beginning_shown_is_not_the_salutation(self):
        letters = [{"id": "letter", "title": "谢谢那位姑娘", "date": "2024-04-01", "body": "编辑部：\n我今年八十一岁，想谢谢她。"},
                   {"id": "short", "title": "来函照登", "date": "2024-04-02", "body": "编辑部："}]
        self.index(self.write_jsonl("letters.jsonl", letters))
        shown = {hit["id"]: [s["text"] for s in hit["snippets"]] for hit in self.ask("date:2024-04")["hits"]}
        self.assertEqual(shown, {"letter": ["我今年八十一岁，想谢谢她。"], "short": ["编辑部："]})

    def test_nothing_found_says_where_it_looked(self):
        text = self.search('"火星移民"', status=1)
        self.assertIn("没有找到", text)
        self.assertRegex(text, "3 期|4 篇")
        self.assertIn("均未出现", text)

    def test_show(self):
        text = self.search("show", "a3")
        self.assertIn("老街的修缮坚持修旧如旧，<b>不用</b>新砖换旧砖。", text)
        document = json.loads(self.search("--json", "show", "a3", "修旧如旧"))
        paragraph = document["paragraphs"][0]
        self.assertIn("修旧如旧", [paragraph["text"][a:b] for a, b in paragraph["marks"]])
        self.refused(run("zy-search", "--db", self.db, "show", "zz"), 2, "zz")
        self.refused(run("zy-search", "--db", self.db, "show"), 2, "编号")

    def test_issues_and_check(self):
        self.assertIn("102", self.search("issues"))
        self.assertEqual({i["issue"] for i in json.loads(self.search("--json", "issues"))["issues"]} - {""},
                         {"101", "102", "103"})
        self.assertIn("4", self.search("check"))

    def test_commands_can_be_asked_for(self):
        self.assertEqual(self.search("--count", "--", "show", status=1), "0\n")

    def test_environment_names_the_index(self):
        done = run("zy-search", "--count", "养老院", env={"ZY_DB": str(self.db)})
        self.assertEqual((done.returncode, done.stdout), (0, b"1\n"))

    def test_pager_only_on_a_terminal(self):
        paged = self.room / "paged"
        environment = dict(os.environ, PAGER=f"cat > {paged}", TERM="xterm")
        run("zy-search", "--db", self.db, "养老院", env=environment)
        self.assertFalse(paged.exists())
        master, slave = pty.openpty()
        done = subprocess.run([BIN / "zy-search", "--db", self.db, "养老院"], stdout=slave, stderr=subprocess.PIPE,
                              env=environment, timeout=60, check=False)
        os.close(slave)
        os.close(master)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("\033[", paged.read_text("utf8"))

    def test_reader_that_leaves(self):
        shell = f"'{BIN}/zy-search' --db '{self.db}' --json 养老院 | true"
        done = subprocess.run(["bash", "-c", shell], stderr=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual(done.stderr, b"")

    def test_full_disk_is_an_error(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([BIN / "zy-search", "--db", self.db, "--json", "养老院"], stdout=full,
                                  stderr=subprocess.PIPE, timeout=60, check=False)
        self.refused(done, 2, "写输出时出错")

    def test_help_and_version(self):
        for program in ("zy-search", "zy-index"):
            text = run(program, "--help").stdout.decode()
            self.assertIn("用法", text)
            self.assertIn("退出状态", text)
            self.assertTrue(all(len(line.encode("gb18030")) <= 100 for line in text.splitlines()))
            self.assertIn(program.encode(), run(program, "--version").stdout)


class Batch(ProgramTest):
    def setUp(self):
        super().setUp()
        self.index(self.write_jsonl())

    def batch(self, data, *arguments):
        done = run("zy-search", "--db", self.db, *arguments, "--batch", "-", stdin=data)
        return done, done.stdout.decode("utf8").splitlines()

    def test_documents_in_order_with_ids(self):
        lines = "".join(f"q{i}\t{'养老院' if i % 2 else '防汛'}\n" for i in range(300)).encode()
        done, out = self.batch(lines, "--json", "--limit=1")
        answers = [json.loads(line) for line in out]
        self.assertEqual([a["id"] for a in answers], [f"q{i}" for i in range(300)])
        self.assertEqual([a["hits"][0]["id"] for a in answers], ["a2", "a1"] * 150)
        self.assertEqual(done.returncode, 0)

    def test_file_and_lines_without_id(self):
        file = self.room / "queries.tsv"
        file.write_bytes("\ufeff养老院\r\n\"火星移民\"\n修旧如旧".encode())
        done = run("zy-search", "--db", self.db, "--json", "--batch", file)
        answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
        self.assertEqual([(a["id"], a["total"]) for a in answers], [("1", 1), ("2", 0), ("3", 1)])
        self.assertEqual(answers[0]["query"]["text"], "养老院")

    def test_exit_status(self):
        self.assertEqual(self.batch(b"a\t\"\xe7\x81\xab\xe6\x98\x9f\"\n", "--json")[0].returncode, 1)
        self.assertEqual(self.batch(b"", "--json")[0].returncode, 1)

    def test_counts(self):
        self.assertEqual(self.batch("x\t养老院\ny\t\"火星\"\n".encode(), "--count")[1], ["x\t1", "y\t0"])

    def test_hostile_lines(self):
        lines = [b"nul\t\xe5\x85\xbb\x00\xe8\x80\x81", b"bad\t\xff\xfe\xe5", b"empty\t", b"", b"tab\ta\tb",
                 b"punct\t" + "，。！（）：“”".encode(), b"long\t" + "院".encode() * 10000,
                 b"quote\t\"", b"bracket\t((((((" + b"(" * 5000, b"ops\tAND OR NOT - | NEAR/99999999999"]
        done, out = self.batch(b"\n".join(lines) + b"\n", "--json")
        self.assertEqual(len(out), len(lines), done.stderr)
        self.assertIn(done.returncode, (0, 1))
        for line in out:
            self.assertEqual(json.loads(line)["version"], 1)

    def test_what_cannot_go_together(self):
        self.refused(run("zy-search", "--db", self.db, "--csv", "--batch", "-"), 2, "--batch")
        self.refused(run("zy-search", "--db", self.db, "--batch", "-", "词"), 2, "词")
        self.refused(run("zy-search", "--db", self.db, "--batch", self.room / "none"), 2, "none")
        self.refused(run("zy-search", "--db", self.db, "--batch", self.room), 2, "文件夹")


class Many(ProgramTest):
    """More than a page of hits."""

    def setUp(self):
        super().setUp()
        self.index(self.write_jsonl(articles=[
            {"id": f"n{i}", "title": f"简讯之{i}", "date": f"20{10 + i % 10}-01-01", "body": f"第{i}则：河道清淤，桥面养护。"}
            for i in range(350)]))

    def test_limit_beyond_a_page(self):
        hits = self.ask("河道", "--limit=1000")["hits"]
        self.assertEqual(len({h["id"] for h in hits}), 350)
        self.assertEqual(len(self.search("--jsonl", "--limit=250", "河道").splitlines()), 250)
        self.assertEqual(len(self.search("--csv", "--limit=1000", "河道").splitlines()), 351)

    def test_pages_meet(self):
        whole = [h["id"] for h in self.ask("河道", "--limit=350")["hits"]]
        parts = [h["id"] for at in range(0, 350, 70)
                 for h in self.ask("河道", "--limit=70", f"--offset={at}")["hits"]]
        self.assertEqual(whole, parts)

    def test_limit_zero_counts(self):
        answer = self.ask("河道", "--limit=0")
        self.assertEqual((answer["total"], answer["hits"]), (350, []))


if __name__ == "__main__":
    unittest.main()
