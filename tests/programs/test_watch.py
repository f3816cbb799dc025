# SPDX-License-Identifier: GPL-2.0-or-later
"""zy-index --watch: what comes, changes and goes is in the index soon after it has settled; nothing else is."""
import json
import os
import shutil
import signal
import subprocess
import time
import unittest

from support import BIN, ProgramTest, run

SETTLE = 1


def line(identity, text):
    return json.dumps({"id": identity, "title": "守着", "body": text}, ensure_ascii=False) + "\n"


class Watch(ProgramTest):
    def setUp(self):
        super().setUp()
        self.archive = self.room / "archive"
        self.archive.mkdir()
        self.log = self.room / "log"
        self.watcher = None

    def start(self, *options):
        with open(self.log, "wb") as log:
            self.watcher = subprocess.Popen([BIN / "zy-index", "--db", self.db, "--settle", str(SETTLE), *options, "--watch", self.archive],
                                            stderr=log, stdout=subprocess.DEVNULL)
        self.addCleanup(self.stop)
        self.wait_until(lambda: "守着" in self.said())

    def stop(self, sign=signal.SIGTERM):
        if self.watcher.poll() is None:
            self.watcher.send_signal(sign)
        return self.watcher.wait(timeout=30)

    def said(self):
        return self.log.read_text("utf8")

    def put(self, name, text):
        path = self.archive / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf8")
        return path

    def found(self, text):
        done = run("zy-search", "--db", self.db, "--count", f'"{text}"')
        return int(done.stdout) if done.stdout else 0

    def wait_until(self, what, seconds=20):
        end = time.monotonic() + seconds
        while not what():
            self.assertLess(time.monotonic(), end, "nothing came of it; the watch said: " + self.said())
            self.assertIsNone(self.watcher.poll(), self.said())
            time.sleep(0.1)

    def test_comes_changes_and_goes(self):
        self.start()
        self.put("a.jsonl", line("a", "开头的一篇"))
        self.wait_until(lambda: self.found("开头的一篇") == 1)
        self.put("a.jsonl", line("a", "改过的一篇"))
        self.wait_until(lambda: self.found("改过的一篇") == 1)
        self.assertEqual(self.found("开头的一篇"), 0)
        self.put("b.jsonl", line("b", "第二篇"))
        self.wait_until(lambda: self.found("第二篇") == 1)
        (self.archive / "a.jsonl").unlink()
        self.wait_until(lambda: self.found("改过的一篇") == 0)
        self.assertEqual(self.stop(), 0)
        self.assertIn("已停下", self.said())

    def test_folders_that_come_and_go(self):
        self.start()
        self.put("new/deep/er/a.jsonl", line("a", "深处的一篇"))
        self.wait_until(lambda: self.found("深处的一篇") == 1)
        outside = self.room / "outside"
        (outside / "sub").mkdir(parents=True)
        (outside / "sub" / "m.jsonl").write_text(line("m", "搬来的一篇"), "utf8")
        outside.rename(self.archive / "moved")
        self.wait_until(lambda: self.found("搬来的一篇") == 1)
        self.put("moved/sub/n.jsonl", line("n", "搬来以后写的"))  # followed under its new name
        self.wait_until(lambda: self.found("搬来以后写的") == 1)
        shutil.rmtree(self.archive / "new")
        self.wait_until(lambda: self.found("深处的一篇") == 0)
        (self.archive / "moved").rename(self.room / "gone")
        self.wait_until(lambda: self.found("搬来的一篇") == 0)
        (self.room / "gone" / "sub" / "x.jsonl").write_text(line("x", "搬走以后写的"), "utf8")
        self.put("b.jsonl", line("b", "最后一篇"))
        self.wait_until(lambda: self.found("最后一篇") == 1)
        self.assertEqual(self.found("搬走以后写的"), 0)

    def test_files_still_growing_are_left_alone(self):
        """Whatever the index holds of the file while it grows is nothing, and at the end all of it."""
        self.put("a.jsonl", line("a", "开头的一篇"))
        self.start()
        self.wait_until(lambda: self.found("开头的一篇") == 1)
        with open(self.archive / "slow.jsonl", "w", encoding="utf8") as slow:
            for i in range(8):
                slow.write(line(f"s{i}", "慢慢写来"))
                slow.flush()
                if i == 3:
                    self.put("b.jsonl", line("b", "别处的一篇"))
                time.sleep(0.6)
                self.assertEqual(self.found("慢慢写来"), 0)
        self.wait_until(lambda: self.found("慢慢写来") == 8)
        self.wait_until(lambda: self.found("别处的一篇") == 1)

    def test_editors_passing_files_start_nothing(self):
        self.put("a.jsonl", line("a", "开头的一篇"))
        self.start()
        self.wait_until(lambda: self.found("开头的一篇") == 1)
        before = (self.db / "CURRENT").read_text(), self.said()
        for name in (".a.jsonl.swp", "a.jsonl~", "#a.jsonl#", "b.jsonl.part", "c.jsonl.crdownload", "d.tmp"):
            self.put(name, line("t", "不该收的"))
        time.sleep(2.5 * SETTLE)
        self.assertEqual(((self.db / "CURRENT").read_text(), self.said()), before)
        # The way an editor saves: aside, then renamed into place.
        self.put(".a.jsonl.new", line("a", "编辑器存的"))
        os.rename(self.archive / ".a.jsonl.new", self.archive / "a.jsonl")
        self.wait_until(lambda: self.found("编辑器存的") == 1)
        self.assertEqual(self.found("不该收的"), 0)

    def test_a_failing_run_leaves_the_old_index_and_goes_on(self):
        golden = self.room / "golden.tsv"
        golden.write_text("开头的一篇\ta\n", "utf8")
        self.put("a.jsonl", line("a", "开头的一篇"))
        self.start("--golden", str(golden))
        self.wait_until(lambda: self.found("开头的一篇") == 1)
        golden.write_text("开头的一篇\t别的文章\n", "utf8")
        self.put("b.jsonl", line("b", "后来的一篇"))
        self.wait_until(lambda: "没有收录成" in self.said())
        self.assertIn("golden.tsv", self.said())
        self.assertEqual((self.found("开头的一篇"), self.found("后来的一篇")), (1, 0))
        golden.write_text("开头的一篇\ta\n", "utf8")  # mended, and that is noticed too
        self.wait_until(lambda: self.found("后来的一篇") == 1)

    def test_a_bad_file_is_named_and_the_rest_taken_in(self):
        self.start()
        self.put("bad.jsonl", "{不是 JSON\n")
        self.put("good.jsonl", line("g", "好的一篇"))
        self.wait_until(lambda: self.found("好的一篇") == 1)
        self.assertIn("bad.jsonl", self.said())

    def test_an_archive_that_goes_away_for_a_while(self):
        self.put("a.jsonl", line("a", "开头的一篇"))
        self.start()
        self.wait_until(lambda: self.found("开头的一篇") == 1)
        self.archive.rename(self.room / "away")
        self.wait_until(lambda: "不在了" in self.said())
        self.assertEqual(self.found("开头的一篇"), 1)
        (self.room / "away" / "b.jsonl").write_text(line("b", "回来时多的"), "utf8")
        (self.room / "away").rename(self.archive)
        self.wait_until(lambda: self.found("回来时多的") == 1)
        self.put("c.jsonl", line("c", "回来以后的"))
        self.wait_until(lambda: self.found("回来以后的") == 1)

    def test_many_files_at_once(self):
        self.start()
        for i in range(300):
            self.put(f"{i % 7}/f{i}.jsonl", line(f"f{i}", "一下子来了许多"))
        self.wait_until(lambda: self.found("一下子来了许多") == 300)
        runs = self.said().count("现共")
        self.assertLessEqual(runs, 4, self.said())

    def test_stops_on_interrupt_with_nothing_lost(self):
        self.put("a.jsonl", line("a", "开头的一篇"))
        self.start()
        self.wait_until(lambda: self.found("开头的一篇") == 1)
        self.put("b.jsonl", line("b", "还没收的"))
        self.assertEqual(self.stop(signal.SIGINT), 0)
        self.assertEqual(self.found("开头的一篇"), 1)
        self.index(self.archive)
        self.assertEqual(self.found("还没收的"), 1)

    def test_the_index_inside_the_archive_is_not_followed(self):
        self.db = self.archive / "db"
        self.put("a.jsonl", line("a", "开头的一篇"))
        self.start()
        self.wait_until(lambda: self.found("开头的一篇") == 1)
        time.sleep(2.5 * SETTLE)
        self.assertEqual(self.said().count("现共"), 1, self.said())


if __name__ == "__main__":
    unittest.main()
