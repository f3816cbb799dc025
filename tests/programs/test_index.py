# SPDX-License-Identifier: GPL-2.0-or-later
"""zy-index from outside: the sample archive, second runs, reports, generations."""
import json
import threading
import unittest

from support import ARTICLES, CORPUS, ProgramTest, run, snapshot


class SampleArchive(ProgramTest):
    def test_sample_archive(self):
        done = run("zy-index", "--db", self.db, "--lexicon", CORPUS / "lexicon", CORPUS / "issues")
        self.assertIn(done.returncode, (0, 1), done.stderr.decode("utf8", "replace"))
        self.assertIn("篇", done.stderr.decode())
        answer = self.ask("养老院")
        self.assertGreater(answer["total"], 3)
        self.assertGreaterEqual(answer["coverage"]["issues"], 12)
        self.assertGreaterEqual(answer["coverage"]["articles"], 60)

    def test_golden_queries(self):
        golden = CORPUS / "lexicon" / "golden.tsv"
        self.index("--lexicon", CORPUS / "lexicon", "--golden", golden, CORPUS / "issues")

    def test_golden_queries_keep_a_bad_index_out(self):
        golden = self.room / "golden.tsv"
        docs = self.write_jsonl()
        self.index(docs)
        before = snapshot(self.db)
        golden.write_text("养老院\ta2\n", "utf8")
        self.write_jsonl(articles=ARTICLES[:2])
        done = run("zy-index", "--quiet", "--db", self.db, "--golden", golden, docs)
        self.refused(done, 2, "golden.tsv", "养老院")
        self.assertEqual(snapshot(self.db)["CURRENT"], before["CURRENT"])
        self.assertEqual(self.ids("修旧如旧"), ["a3"])

    def test_articles_are_the_true_ones(self):
        """Every sample issue gives the articles printed in it; which line of a headline is its title may be judged
        differently, so the lines are compared together."""
        def head(article):
            return "".join((article.get(part) or "") for part in ("kicker", "title", "subtitle")).replace(" ", "")

        wanted, missed = 0, []
        for expected in sorted(CORPUS.glob("issues/*/expected.json")):
            done = run("zy-index", "--articles", expected.parent)
            self.assertIn(done.returncode, (0, 1), done.stderr.decode("utf8", "replace"))
            got = {head(json.loads(line)) for line in done.stdout.decode("utf8").splitlines()}
            want = {head(article) for article in json.loads(expected.read_text("utf8"))}
            wanted += len(want)
            missed += [f"{expected.parent.name}: {one}" for one in sorted(want - got)]
        self.assertGreaterEqual(wanted, 60)
        self.assertLessEqual(len(missed), wanted * 0.02, missed)


class Runs(ProgramTest):
    def test_second_run_reads_only_what_changed(self):
        first, second = self.write_jsonl("1.jsonl", ARTICLES[:2]), self.write_jsonl("2.jsonl", ARTICLES[2:])
        self.index(first, second)
        report = self.room / "report.json"
        self.index("--report", report, first, second)
        json.loads(report.read_text("utf8"))
        self.write_jsonl("2.jsonl", [dict(ARTICLES[2], body="老街改成了花园。")])
        self.index(first, second)
        self.assertEqual(self.ids("花园"), ["a3"])
        self.assertEqual(self.ids('"修旧如旧"'), ["a3"])  # still in the headline
        self.assertEqual(self.ids("协商工作室"), [])
        second.unlink()
        self.index(first)
        self.assertEqual(self.ids("花园"), [])
        self.assertEqual(self.ids("食堂"), ["a1"])

    def test_dry_run_changes_nothing(self):
        docs = self.write_jsonl()
        self.index("--dry-run", docs)
        self.refused(run("zy-search", "--db", self.db, "x"), 2)
        self.index(docs)
        before = snapshot(self.db)
        self.write_jsonl(articles=ARTICLES[:1])
        self.index("--dry-run", docs)
        self.assertEqual(snapshot(self.db), before)

    def test_rebuild_and_jobs_give_the_same(self):
        docs = self.write_jsonl()
        self.index("--jobs", "1", docs)
        one = self.ask("居民")
        self.index("--rebuild", "--jobs", "2", docs)
        two = self.ask("居民")
        for answer in (one, two):
            answer.pop("took_us")
        self.assertEqual(one, two)

    def test_report_to_standard_output(self):
        done = run("zy-index", "--quiet", "--db", self.db, "--report", "-", self.write_jsonl())
        self.assertEqual(done.returncode, 0)
        json.loads(done.stdout)

    def test_duplicate_ids(self):
        done = run("zy-index", "--quiet", "--db", self.db, self.write_jsonl(articles=ARTICLES + ARTICLES[:1]))
        self.assertIn(done.returncode, (0, 1))
        self.assertEqual(self.ids("食堂"), ["a1"])

    def test_quiet_says_nothing(self):
        self.assertEqual(self.index(self.write_jsonl()).stderr, b"")


class Generations(ProgramTest):
    def test_readers_see_one_whole_generation(self):
        """While indexes are published one after the other, every answer is of one of them, whole."""
        def articles(generation):
            return [{"id": f"g{i}", "title": f"第{generation}次印刷之{i}", "body": f"清晨的菜场第{generation}次开门。"}
                    for i in range(40 + generation)]

        docs = self.write_jsonl(articles=articles(0))
        self.index(docs)
        stop, seen, wrong = threading.Event(), set(), []

        def read():
            while not stop.is_set():
                answer = self.ask("清晨的菜场", "--limit=100")
                titles = {h["title"].split("次")[0] for h in answer["hits"]}
                generation = answer["total"] - 40
                if titles != {f"第{generation}"} or len(answer["hits"]) != answer["total"]:
                    wrong.append((answer["total"], titles))
                seen.add(generation)

        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        try:
            for generation in range(1, 6):
                self.write_jsonl(articles=articles(generation))
                self.index(docs)
        finally:
            stop.set()
            for reader in readers:
                reader.join()
        self.assertEqual(wrong, [])
        self.assertEqual(self.ask("清晨的菜场")["total"], 45)
        self.assertGreater(len(seen), 1)

    def test_two_indexers_at_once(self):
        docs = self.write_jsonl(articles=[{"id": f"t{i}", "body": f"第{i}户人家种了桂花树。"} for i in range(2000)])
        done = []
        threads = [threading.Thread(target=lambda: done.append(run("zy-index", "--quiet", "--db", self.db, docs)))
                   for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertIn(0, [d.returncode for d in done])
        for one in done:
            if one.returncode:
                self.refused(one, 2, str(self.db))
        self.assertEqual(self.ask("桂花树")["total"], 2000)


if __name__ == "__main__":
    unittest.main()
