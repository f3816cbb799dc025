# SPDX-License-Identifier: GPL-2.0-or-later
"""Bad files, bad indexes, bad queries, bad options: each its sentence and exit status, and the index stays as it was."""
import json
import os
import random
import shutil
import unittest

from support import ARTICLES, CORPUS, ProgramTest, run, snapshot

NOBODY = 65534


class BadFiles(ProgramTest):
    def setUp(self):
        super().setUp()
        self.good = self.write_jsonl()

    def refuse_beside_good(self, path, *words, user=None):
        """The bad file is named with its reason, the good one is in: exit status 1."""
        done = run("zy-index", "--quiet", "--db", self.db, self.good, path, user=user)
        self.refused(done, 1, path.name, *words)
        self.assertEqual(self.ids("食堂"), ["a1"])

    def refuse_alone(self, path, *words):
        """Nothing done: exit status 2, and an index that was there is as it was."""
        self.index(self.good)
        before = snapshot(self.db)
        done = run("zy-index", "--quiet", "--db", self.room / "other", path)
        self.assertIn(done.returncode, (1, 2))
        for word in words:
            self.assertIn(word, done.stderr.decode("utf8"))
        self.assertEqual(snapshot(self.db), before)

    def test_missing(self):
        self.refuse_beside_good(self.room / "没有.txt")
        self.refuse_alone(self.room / "没有.txt", "没有.txt")

    def test_unreadable(self):
        path = self.room / "locked.txt"
        path.write_text("标题\n正文。", "utf8")
        path.chmod(0)
        self.room.chmod(0o777)
        self.refuse_beside_good(path, user=NOBODY if os.geteuid() == 0 else None)  # root reads everything

    def test_empty(self):
        path = self.room / "empty.txt"
        path.touch()
        self.refuse_beside_good(path)

    def test_binary(self):
        path = self.room / "binary.txt"
        path.write_bytes(random.Random(1).randbytes(20000))
        self.refuse_beside_good(path)

    def test_zeros(self):
        path = self.room / "zeros.txt"
        path.write_bytes(bytes(100000))
        self.refuse_beside_good(path)

    def test_oversized(self):
        path = self.room / "large.txt"
        with open(path, "wb") as file:
            file.truncate((256 << 20) + 1)
        self.refuse_beside_good(path, "MB")

    def test_fifo(self):
        path = self.room / "fifo.txt"
        os.mkfifo(path)
        self.refuse_beside_good(path)

    def test_wrongly_encoded(self):
        path = self.room / "half.txt"
        path.write_bytes("镇养老院开张".encode("utf8") + b"\xff\xff\xfe\x80\x81" + "食堂".encode("gb18030") + b"\x00\x81")
        self.refuse_beside_good(path)

    def test_broken_json_lines(self):
        path = self.room / "broken.jsonl"
        path.write_text('{"id":"b1","body":"好的一行，说的是麦田。"}\n{"id":"b2","body":\n[]\n{"body":"没有编号"}\n', "utf8")
        done = run("zy-index", "--quiet", "--db", self.db, self.good, path)
        self.refused(done, 1, "broken.jsonl", "2")
        self.assertEqual(self.ids("麦田"), ["b1"])

    def test_folder_of_nothing(self):
        folder = self.room / "nothing"
        folder.mkdir()
        done = run("zy-index", "--quiet", "--db", self.db, folder)
        self.refused(done, 2, "nothing")
        self.refused(run("zy-search", "--db", self.db, "x"), 2)  # no empty index was made

    def test_broken_corpus(self):
        broken = CORPUS / "broken"
        if not broken.is_dir():
            self.skipTest("no corpus/broken")
        done = run("zy-index", "--quiet", "--db", self.db, self.good, broken)
        self.assertIn(done.returncode, (0, 1), done.stderr.decode("utf8", "replace"))
        self.assertEqual(self.ids("食堂"), ["a1"])

    def test_nothing_but_bad_files(self):
        path = self.room / "binary.txt"
        path.write_bytes(random.Random(2).randbytes(3000))
        self.refused(run("zy-index", "--quiet", "--db", self.db, path), 2, "binary.txt")
        self.index(self.good)
        self.refused(run("zy-index", "--quiet", "--db", self.db, self.good, path), 1, "binary.txt")
        self.assertEqual(self.ids("食堂"), ["a1"])

    def test_articles_of_a_bad_file(self):
        self.refused(run("zy-index", "--articles", self.room / "没有.txt"), 2, "没有.txt")


class BadIndex(ProgramTest):
    def build(self):
        self.index(self.write_jsonl())

    def test_missing(self):
        self.refused(run("zy-search", "--db", self.room / "none", "养老院"), 2, "none", "zy-index")

    def test_a_file_or_a_strange_folder(self):
        file = self.write_jsonl()
        self.refused(run("zy-search", "--db", file, "养老院"), 2)
        strange = self.room / "strange"
        strange.mkdir()
        (strange / "x").write_text("x")
        self.refused(run("zy-search", "--db", strange, "养老院"), 2)

    def cut(self, name, keep):
        target = self.room / "cut"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.db, target, symlinks=True)
        with open(target / name, "r+b") as file:
            file.truncate(keep)
        return target

    def test_cut_short(self):
        """Each file of the index at several lengths: an honest answer or an honest error, never a crash."""
        self.build()
        refused = 0
        for name in snapshot(self.db):
            size = (self.db / name).stat().st_size
            for keep in sorted({0, 1, size // 2, max(0, size - 1)}):
                if keep == size:
                    continue
                target = self.cut(name, keep)
                done = run("zy-search", "--db", target, "--json", "养老院")
                self.assertIn(done.returncode, (0, 1, 2), (name, keep, done.stderr))
                if done.returncode == 2:
                    refused += 1
                    self.assertTrue(done.stderr.decode("utf8").startswith("zy-search: "), (name, keep))
                    self.assertEqual(done.stdout, b"", (name, keep))
                check = run("zy-search", "--db", target, "check")
                self.assertIn(check.returncode, (0, 2), (name, keep, check.stderr))
        self.assertGreater(refused, 0)

    def test_other_schema(self):
        self.build()
        changed = 0
        for path in self.db.rglob("*"):
            if path.is_file() and not path.is_symlink():
                data = path.read_bytes()
                if data.startswith(b"{") and b'"schema"' in data:
                    manifest = json.loads(data)
                    manifest["schema"] = 999999
                    path.write_text(json.dumps(manifest, ensure_ascii=False), "utf8")
                    changed += 1
        if not changed:
            self.skipTest("no manifest with a schema in JSON")
        self.refused(run("zy-search", "--db", self.db, "养老院"), 2, "--rebuild")

    def test_rebuild_mends(self):
        self.build()
        docs = self.room / "docs.jsonl"
        for name in snapshot(self.db):
            with open(self.db / name, "r+b") as file:
                file.truncate(3)
        self.refused(run("zy-search", "--db", self.db, "养老院"), 2)
        self.index("--rebuild", docs)
        self.assertEqual(self.ids("养老院"), ["a1"])

    def test_index_in_a_place_one_cannot_write(self):
        self.refused(run("zy-index", "--quiet", "--db", "/proc/zy-db", self.write_jsonl()), 2, "/proc/zy-db")


class BadQueries(ProgramTest):
    def setUp(self):
        super().setUp()
        self.index(self.write_jsonl())

    def test_every_query_is_answered(self):
        queries = [b"", b" ", "　".encode(), "院".encode() * 10000, b"\xff\xfe", b"\xe5\x85", "，。；！".encode(), b'"', b'""',
                   "「".encode(), b"((((", b"))))", b"-", b"- -", b"OR", b"OR OR", "标题:".encode(), "标题：".encode(),
                   "日期:3024-99".encode(), "日期:..".encode(), b"NEAR/0", "a NEAR/x b".encode(), b"*", b"a*b*c",
                   "养老院 NEAR/5".encode(), b"\x01\x02\x1b[31m", "\u202e养老".encode(), "𠮷".encode(), b"%00", b"'; --"]
        for query in queries:
            done = run("zy-search", "--db", self.db, "--json", "--", query)
            self.assertIn(done.returncode, (0, 1), (query[:40], done.stderr))
            answer = json.loads(done.stdout.decode("utf8"))
            self.assertIsInstance(answer["total"], int)
            text = run("zy-search", "--db", self.db, "--", query)
            self.assertIn(text.returncode, (0, 1), (query[:40], text.stderr))
            self.assertNotIn(b"\x1b", text.stdout)
            text.stdout.decode("utf8")

    def test_long_query_says_it_was_cut(self):
        self.assertTrue(self.ask("院" * 10000)["query"]["notes"])

    def test_no_query(self):
        self.refused(run("zy-search", "--db", self.db), 2, "zy-search")


class BadOptions(ProgramTest):
    def test_search(self):
        for arguments, word in ((["--limit", "x", "a"], "--limit"), (["--limit", "-1", "a"], "--limit"),
                                (["--limit=99999999999999999999", "a"], "--limit"), (["--offset=1.5", "a"], "--offset"),
                                (["--sort=best", "a"], "best"), (["--classes=word,foo", "a"], "foo"),
                                (["--facets=soup", "a"], "soup"), (["--color=red", "a"], "red"),
                                (["--nonsense", "a"], "--nonsense"), (["-Z", "a"], "-Z"), (["--db"], "--db"),
                                (["--json", "--csv", "a"], "--csv"), (["--server", "ftp://x", "a"], "ftp"),
                                (["--server", "http://x", "check"], "--server"), (["check", "x"], "x"),
                                (["--from", "2024-13", "a"], "2024-13")):
            self.refused(run("zy-search", *arguments), 2, word)

    def test_index(self):
        for arguments, word in (([], "zy-index"), (["--jobs", "0", "x"], "--jobs"), (["--jobs=many", "x"], "--jobs"),
                                (["--watch", "/nowhere/x"], "/nowhere/x"), (["--watch", "--dry-run", "x"], "--dry-run"),
                                (["--watch", "--rollback"], "--rollback"), (["--rollback", "x"], "x"), (["--wait=soon", "x"], "--wait"),
                                (["--settle", "-1", "x"], "--settle"), (["--lexicon-diff"], "--lexicon"),
                                (["--db", "/nowhere", "--rollback"], "/nowhere"), (["--nonsense"], "--nonsense"), ([""], "空"),
                                (["--articles"], "--articles"), (["--articles", "a", "b"], "b")):
            self.refused(run("zy-index", *arguments), 2, word)

    def test_server_that_is_not_there(self):
        self.refused(run("zy-search", "--server", "http://127.0.0.1:9", "养老院"), 2, "127.0.0.1:9")


if __name__ == "__main__":
    unittest.main()
