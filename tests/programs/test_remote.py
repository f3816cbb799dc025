# SPDX-License-Identifier: GPL-2.0-or-later
"""zy-search --server prints what zy-search --db prints, with the same exit status."""
import json
import re
import socket
import subprocess
import time
import unittest
import urllib.request

from support import BIN, ProgramTest, run


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@unittest.skipUnless((BIN / "zy-server").exists(), "zy-server is not built")
class Remote(ProgramTest):
    def setUp(self):
        super().setUp()
        self.index(self.write_jsonl())
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        server = subprocess.Popen([BIN / "zy-server", "--db", self.db, "--listen", f"127.0.0.1:{port}"],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(server.wait, 30)
        self.addCleanup(server.terminate)
        self.wait_until_it_answers()

    def wait_until_it_answers(self):
        for _ in range(100):
            try:
                urllib.request.urlopen(self.url + "/healthz", timeout=5).close()
                return
            except OSError:
                time.sleep(0.1)
        self.fail("zy-server does not answer")

    @staticmethod
    def steady(output):
        """Without what differs from run to run: the time taken."""
        return re.sub(r'"took_us":\d+|用时 [\d.]+ 毫秒', "", output.decode("utf8"))

    def test_same_as_at_home(self):
        for arguments in (["养老院"], ["--json", "养老院"], ["--json", "居民", "--limit=1", "--offset=1"], ["--count", "居民"],
                          ["--jsonl", "沈佳禾"], ["--csv", "居民", "--sort=newest"], ["--json", '"火星移民"'],
                          ["--color=always", "书记"], ["--classes=inside", "--json", "书记"], ["--explain", "食堂"],
                          ["--facets=year", "居民"], ["--from=2025", "--json", "居民"], ["--literal", "--json", "食堂"],
                          ["show", "a3"], ["--json", "show", "a3", "修旧如旧"], ["show", "nothing"], ["issues"],
                          ["--json", "issues"], ["--json", "&q=x#%"]):
            here, there = (run("zy-search", *where, *arguments)
                           for where in (["--db", self.db], ["--server", self.url + "/"]))
            self.assertEqual((here.returncode, self.steady(here.stdout)), (there.returncode, self.steady(there.stdout)),
                             (arguments, there.stderr.decode("utf8", "replace")))

    def test_batch(self):
        lines = "".join(f"q{i}\t养老院\n" for i in range(50)).encode()
        done = run("zy-search", "--server", self.url, "--json", "--batch", "-", stdin=lines)
        self.assertEqual([json.loads(line)["id"] for line in done.stdout.decode().splitlines()],
                         [f"q{i}" for i in range(50)])

    def test_not_a_server_of_ours(self):
        self.refused(run("zy-search", "--server", self.url + "/nowhere", "养老院"), 2)


if __name__ == "__main__":
    unittest.main()
