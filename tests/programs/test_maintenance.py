# SPDX-License-Identifier: GPL-2.0-or-later
"""zy-index, the clerk's daily work: dry runs, going back, waiting for another, what a lexicon would change."""
import fcntl
import os
import subprocess
import threading
import time
import unittest

from support import ARTICLES, BIN, CORPUS, ProgramTest, run, snapshot


class DryRun(ProgramTest):
    def test_tells_files_and_articles(self):
        one, two = self.write_jsonl("1.jsonl", ARTICLES[:2]), self.write_jsonl("2.jsonl", ARTICLES[2:])
        self.index(one, two)
        self.write_jsonl("1.jsonl", [dict(ARTICLES[0], body="食堂搬了家。")])
        two.unlink()
        three = self.write_jsonl("3.jsonl", [{"id": "n1", "title": "新来的", "body": "新来的一篇。"}])
        before = snapshot(self.db)
        done = run("zy-index", "--db", self.db, "--dry-run", one, three)
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = done.stdout.decode().splitlines()
        for line in (f"重读  {one}", f"读取  {three}", f"不在了  {two}", "  更新  a1  镇养老院新添食堂", "  去掉  a2  防汛演练走进村居",
                     "  去掉  a3  老街修缮坚持修旧如旧", "  新增  n1  新来的"):
            self.assertIn(line, lines)
        self.assertNotIn("2.jsonl", "".join(line for line in lines if line.startswith("读取")))
        self.assertIn("试运行", done.stderr.decode())
        self.assertEqual(snapshot(self.db), before)
        self.assertEqual(run("zy-index", "--db", self.db, one, three).stdout, b"")

    def test_needs_no_lock_and_no_index(self):
        docs = self.write_jsonl()
        done = run("zy-index", "--quiet", "--db", self.db, "--dry-run", docs)
        self.assertEqual(done.returncode, 0)
        self.assertFalse(self.db.exists())
        self.index(docs)
        with open(self.db / "LOCK", "r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.assertEqual(run("zy-index", "--quiet", "--db", self.db, "--dry-run", docs).returncode, 0)


class Lock(ProgramTest):
    """Another indexer is played by a lock held with its process number written into it."""

    def setUp(self):
        super().setUp()
        self.docs = self.write_jsonl()
        self.index(self.docs)
        self.docs.write_text(self.docs.read_text("utf8") + '{"id":"z","body":"后来的一篇。"}\n', "utf8")
        self.lock = open(self.db / "LOCK", "r+")
        self.addCleanup(self.lock.close)
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        self.lock.truncate(0)
        self.lock.write("4711\n")
        self.lock.flush()

    def test_says_who_holds_it(self):
        started = time.monotonic()
        done = run("zy-index", "--db", self.db, self.docs)
        self.refused(done, 2, "4711", str(self.db), "--wait")
        self.assertLess(time.monotonic() - started, 5)
        self.assertEqual(self.ids("后来的"), [])

    def test_waits_as_long_as_asked(self):
        started = time.monotonic()
        self.refused(run("zy-index", "--db", self.db, "--wait=1", self.docs), 2, "4711")
        self.assertGreater(time.monotonic() - started, 0.9)

    def test_goes_on_when_it_is_free(self):
        threading.Timer(1.0, self.lock.close).start()
        done = run("zy-index", "--quiet", "--db", self.db, "--wait", self.docs)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.ids("后来的"), ["z"])

    def test_rollback_respects_it(self):
        self.lock.close()
        self.index(self.docs)
        with open(self.db / "LOCK", "r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.refused(run("zy-index", "--db", self.db, "--rollback"), 2, "zy-index")
        self.assertEqual(self.ids("后来的"), ["z"])


class GoingBack(ProgramTest):
    def test_back_and_forward(self):
        docs = self.write_jsonl(articles=ARTICLES[:2])
        self.index(docs)
        self.refused(run("zy-index", "--db", self.db, "--rollback"), 2, "没有更早的一代")
        self.write_jsonl(articles=ARTICLES)
        self.index(docs)
        done = run("zy-index", "--db", self.db, "--rollback")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("g000001", done.stderr.decode())
        self.assertEqual(self.ids("修旧如旧"), [])
        self.assertEqual(self.ids("食堂"), ["a1"])
        self.index(docs)
        self.assertEqual(self.ids("修旧如旧"), ["a3"])

    def test_a_damaged_generation(self):
        """The one before answers, check says so, and the next run mends."""
        docs = self.write_jsonl(articles=ARTICLES[:2])
        self.index(docs)
        self.write_jsonl(articles=ARTICLES)
        self.index(docs)
        newest = sorted(self.db.glob("s*.zys"))[-1]
        newest.write_bytes(newest.read_bytes()[:-100])
        answer = self.ask("食堂")
        self.assertEqual([hit["id"] for hit in answer["hits"]], ["a1"])
        self.assertTrue(any("上一代" in note for note in answer["query"]["notes"]), answer["query"])
        self.refused(run("zy-search", "--db", self.db, "check"), 2, "截断", "zy-index")
        self.index(docs)
        self.assertEqual(self.ids("修旧如旧"), ["a3"])
        self.search("check")


class Gate(ProgramTest):
    def test_names_the_query_and_what_came(self):
        golden = self.room / "golden.tsv"
        golden.write_text("食堂\t老街修缮坚持修旧如旧\n", "utf8")
        docs = self.write_jsonl()
        report = self.room / "report.json"
        done = run("zy-index", "--db", self.db, "--golden", golden, "--report", report, docs)
        self.refused(done, 2, "golden.tsv", "食堂", "镇养老院新添食堂", "--no-gate")
        self.assertIn("镇养老院新添食堂", report.read_text("utf8"))
        self.refused(run("zy-search", "--db", self.db, "食堂"), 2)
        done = run("zy-index", "--db", self.db, "--golden", golden, "--no-gate", docs)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("镇养老院新添食堂", done.stderr.decode())
        self.assertEqual(self.ids("食堂"), ["a1"])

    def test_golden_queries_of_what_is_taken_down(self):
        golden = self.room / "golden.tsv"
        golden.write_text("食堂\t镇养老院新添食堂\n", "utf8")
        docs = self.write_jsonl()
        self.index("--golden", golden, docs)
        (self.db / "takedown.txt").write_text("文章 a1 隐私\n", "utf8")
        self.write_jsonl(articles=ARTICLES + [{"id": "n", "body": "新的一篇。"}])
        done = run("zy-index", "--db", self.db, "--golden", golden, docs)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("下架名单", done.stderr.decode())
        self.assertEqual(self.ids("新的一篇"), ["n"])

    def test_golden_queries_changed_alone(self):
        golden = self.room / "golden.tsv"
        golden.write_text("食堂\ta1\n", "utf8")
        docs = self.write_jsonl()
        self.index("--golden", golden, docs)
        golden.write_text("食堂\ta3\n", "utf8")
        self.refused(run("zy-index", "--quiet", "--db", self.db, "--golden", golden, docs), 2, "golden.tsv")


class Lexicon(ProgramTest):
    def test_diff_before_the_rebuild(self):
        self.index("--lexicon", CORPUS / "lexicon", CORPUS / "issues")
        lexicon = self.room / "lexicon"
        lexicon.mkdir()
        for file in (CORPUS / "lexicon").iterdir():
            (lexicon / file.name).write_bytes(file.read_bytes())
        same = run("zy-index", "--db", self.db, "--lexicon", lexicon, "--lexicon-diff")
        self.assertEqual(same.returncode, 0, same.stderr)
        self.assertIn("相同", same.stdout.decode())
        self.assertIn("不会改变", same.stdout.decode())
        with open(lexicon / "gazetteer.txt", "a", encoding="utf8") as file:
            file.write("乡村振兴\t机构\n")
        before = snapshot(self.db)
        told = run("zy-index", "--db", self.db, "--lexicon", lexicon, "--lexicon-diff").stdout.decode()
        self.assertIn("gazetteer.txt：增 1 行", told)
        self.assertIn("→ 乡村振兴：", told)
        self.assertEqual(snapshot(self.db), before)


class Disk(ProgramTest):
    def test_a_folder_that_cannot_be_written(self):
        if os.geteuid() == 0 and not self.can_be_nobody():
            self.skipTest("root may write everywhere")
        docs = self.write_jsonl()
        self.index(docs)
        for path in [self.room, self.db, *self.db.iterdir(), docs]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        docs2 = docs
        done = run("zy-index", "--quiet", "--db", self.db, "--rebuild", docs2, user=self.nobody)
        self.refused(done, 2, str(self.db), "--db")
        done = run("zy-search", "--db", self.db, "--count", "食堂", user=self.nobody)
        self.assertEqual((done.returncode, done.stdout), (0, b"1\n"), done.stderr)
        self.room.chmod(0o755)

    nobody = 65534 if os.geteuid() == 0 else None

    def can_be_nobody(self):
        """The programs may lie where another user cannot reach them."""
        try:
            return subprocess.run([BIN / "zy-index", "--version"], user=self.nobody, stdout=subprocess.DEVNULL, check=False).returncode == 0
        except PermissionError:
            return False


if __name__ == "__main__":
    unittest.main()
