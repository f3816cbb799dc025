# SPDX-License-Identifier: GPL-2.0-or-later
"""Input made to break an indexer: each is named in a sentence with the exit status 1, the good file beside it is found, and memory
stays bounded."""
import json
import os
import subprocess
import threading
import unittest
import zlib

from support import BIN, ProgramTest, run

GOOD = "老街修缮开工\n记者 沈婷\n\n老街的修缮今天开工，居民都来看。\n"
MEMORY_MOST = 800 << 20


def pdf(stream, pages=1, filters="/FlateDecode"):
    """A PDF whose page draws `stream`, compressed already."""
    kids = b" ".join(b"3 0 R" for _ in range(pages))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % pages,
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
               b"<</Length %d/Filter%s>>stream\n" % (len(stream), filters.encode()) + stream + b"\nendstream",
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))


class Hostile(ProgramTest):
    def setUp(self):
        super().setUp()
        self.papers = self.room / "papers"
        self.papers.mkdir()
        (self.papers / "good.txt").write_text(GOOD, "utf8")

    def index_beside(self, *words, timeout=120):
        """Indexes the folder; the report holds the words, the good file is found."""
        report = self.room / "report.json"
        messages = self.room / "messages"
        with open(messages, "wb") as stderr:
            process = subprocess.Popen([BIN / "zy-index", "--db", self.db, "--report", report, "--quiet", self.papers], stderr=stderr)
            alarm = threading.Timer(timeout, process.kill)
            alarm.start()
            _, ended, usage = os.wait4(process.pid, 0)  # what it and its own processes used at most
            alarm.cancel()
            process.returncode = os.waitstatus_to_exitcode(ended)
        said = (report.read_bytes() + messages.read_bytes()).decode("utf8")
        self.assertEqual(process.returncode, 1, said[:2000])
        for word in words:
            self.assertIn(word, said)
        self.assertIn("good-p1-1", self.ids("老街修缮"))
        self.assertLess(usage.ru_maxrss << 10, MEMORY_MOST)
        return said

    def put(self, name, data):
        path = self.papers / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf8"))
        return path

    def test_pdf_bomb(self):
        bomb = zlib.compress(zlib.compress(b"BT /F 9 Tf (a) Tj ET " * 4_000_000, 9), 9)
        self.put("bomb.pdf", pdf(bomb, filters="[/FlateDecode/FlateDecode]"))
        self.index_beside("bomb.pdf")

    def test_pdf_of_100000_pages(self):
        self.put("many.pdf", pdf(zlib.compress(b"BT /F 9 Tf (a) Tj ET"), pages=100_000))
        self.index_beside("many.pdf")

    def test_pdf_of_mojibake(self):
        text = "老街的修缮今天开工居民都来看热闹工程要做到年底".encode("gbk").replace(b"\\", b"").replace(b"(", b"").replace(b")", b"")
        self.put("garbled.pdf", pdf(zlib.compress(b"BT /F 9 Tf 50 700 Td (" + text + b") Tj ET")))
        self.index_beside("garbled.pdf", "乱码")

    def test_pdf_of_too_many_words(self):
        words = b"".join(b"1 0 0 1 %d %d Tm (ab) Tj " % (i % 250 * 20, i // 250 * 12) for i in range(41_000))
        path = self.put("crowded.pdf", pdf(zlib.compress(b"BT /F 9 Tf " + words + b"ET")).replace(b"[0 0 600 800]", b"[0 0 5200 2100]"))
        report = self.room / "report.json"
        run("zy-index", "--db", self.db, "--report", report, "--quiet", path, self.papers / "good.txt")
        self.assertIn("1000 处文字没有收录", report.read_text("utf8"))

    def test_pdf_cut_short_and_no_pdf(self):
        self.put("cut.pdf", pdf(zlib.compress(b"BT ET"))[:200])
        self.put("none.pdf", b"%PDF-1.4 nothing")
        self.index_beside("cut.pdf", "none.pdf")

    def test_gigabyte_of_zeros(self):
        with open(self.papers / "zeros.txt", "wb") as file:
            file.truncate(1 << 30)
        self.index_beside("zeros.txt")

    def test_nested_tags(self):
        self.put("deep.html", "<html><body>" + "<div>" * 200_000 + "很深的地方也有一句话，要么收，要么说明白。" + "</div>" * 200_000)
        process = subprocess.run([BIN / "zy-index", "--db", self.db, "--quiet", self.papers], capture_output=True, timeout=120, check=False)
        self.assertIn(process.returncode, (0, 1))
        found = "deep" in " ".join(self.ids("很深的地方")) if process.returncode == 0 else b"deep.html" in process.stderr
        self.assertTrue(found, process.stderr)

    def test_loop_of_links_and_fifo(self):
        os.symlink("..", self.papers / "loop")
        os.symlink("itself.txt", self.papers / "itself.txt")
        os.mkfifo(self.papers / "pipe.txt")
        self.index_beside("pipe.txt", "itself.txt")

    def test_name_in_gbk(self):
        path = os.fsencode(self.papers) + b"/" + "食堂".encode("gbk") + b".txt"
        with open(path, "wb") as file:
            file.write("食堂开张\n记者 沈婷\n\n食堂今天开张，饭菜软和。\n".encode())
        process = subprocess.run([BIN / "zy-index", "--db", self.db, "--quiet", self.papers], capture_output=True, timeout=60, check=False)
        self.assertIn(process.returncode, (0, 1), process.stderr)
        self.assertIn("good-p1-1", self.ids("老街修缮"))
        if process.returncode == 0:
            self.assertTrue(self.ids("食堂今天开张"))
        process.stderr.decode("utf8")

    def test_line_of_200_megabytes(self):
        with open(self.papers / "long.jsonl", "wb") as file:
            file.write(b'{"id":"x","body":"')
            for _ in range(200):
                file.write(b"a" * (1 << 20))
            file.write(b'"}\n{"id":"y","body":"\xe7\x9f\xad\xe7\x9a\x84\xe4\xb8\x80\xe8\xa1\x8c"}\n')
        self.index_beside("long.jsonl")

    def test_same_id_twice(self):
        self.put("a.jsonl", '{"id":"x","body":"第一篇说食堂。"}\n{"id":"x","body":"第二篇说养老院。"}\n')
        said = self.index_beside("x")
        self.assertTrue("重复" in said or "相同" in said, said[:1500])

    def test_long_line(self):
        self.put("long.txt", "长行\n\n" + "一行写到底的文字，" * 33_334 + "完。\n")
        process = subprocess.run([BIN / "zy-index", "--db", self.db, "--quiet", self.papers], capture_output=True, timeout=120, check=False)
        self.assertIn(process.returncode, (0, 1), process.stderr)
        self.assertTrue(process.returncode == 1 or self.ids('"文字，完。"'), process.stderr)

    def test_control_characters_and_surrogates(self):
        self.put("control.txt", "食\x07堂开张\n记者 沈婷\n\n食堂\x01今天开张，\x1b[31m饭菜软和。\n")
        self.put("half.jsonl", '{"id":"h","body":"残缺的\\ud800代理对"}\n')
        self.put("half.txt", "半个代理对\n\n这里有半个字，读的人看不出来。\n".encode("utf-16-le") + b"\x00\xd8" + "后面照旧有话。\n".encode("utf-16-le"))
        said = self.index_beside("half.jsonl")
        self.assertIn("control.txt", said)

    def test_unreadable_folder(self):
        folder = self.papers / "closed"
        folder.mkdir()
        os.chmod(folder, 0)
        self.addCleanup(os.chmod, folder, 0o755)
        user = None
        if os.geteuid() == 0:  # who reads everything: another user's rights are tried
            user = 65534
            self.room.chmod(0o755)
            self.db.mkdir()
            os.chown(self.db, user, user)
        done = run("zy-index", "--db", self.db, "--quiet", self.papers, user=user)
        self.assertEqual(done.returncode, 1, done.stderr.decode())
        self.assertIn("closed", done.stderr.decode())
        self.assertIn("good-p1-1", self.ids("老街修缮"))

    def test_report_is_json(self):
        self.put("bad.jsonl", '{"id":1}\n\xff\n'.encode("latin1"))
        self.index_beside("bad.jsonl")
        json.loads((self.room / "report.json").read_text("utf8"))


if __name__ == "__main__":
    unittest.main()
