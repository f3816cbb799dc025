# SPDX-License-Identifier: GPL-2.0-or-later
"""What the program tests share: running a program, making an index, reading its answers."""
import atexit
import functools
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

BIN = pathlib.Path(os.environ["ZY_BIN"])
SOURCE = pathlib.Path(os.environ["ZY_SOURCE"])
CORPUS = SOURCE / "corpus"

# A small archive of our own writing; every test below says of it what is found and what is not.
ARTICLES = [
    {"id": "a1", "title": "镇养老院新添食堂", "date": "2024-03-01", "issue": "101", "page": 1, "section": "要闻",
     "authors": ["沈佳禾"], "body": "镇养老院的食堂开张了。\n老人们说，饭菜软和，价钱也公道。"},
    {"id": "a2", "title": "防汛演练走进村居", "date": "2024-06-15", "issue": "102", "page": 2, "section": "平安",
     "authors": ["陆一鸣", "沈佳禾"], "body": "汛期将至，各村组织防汛演练。\n镇里的总书记讲话学习会改在周五。"},
    {"id": "a3", "title": "老街修缮坚持修旧如旧", "date": "2025-01-10", "issue": "103", "page": 1, "section": "文化",
     "body": "老街的修缮坚持修旧如旧，<b>不用</b>新砖换旧砖。\n居民盼着春天重开。"},
    {"id": "a4", "title": "人民政治协商工作室揭牌", "date": "2025-02", "body": "协商工作室揭牌，居民有事好商量。"},
]


@functools.cache
def in_public(program):
    """A copy of the program that another user can reach, wherever the checkout lies."""
    folder = tempfile.TemporaryDirectory(prefix="zy-public-")
    atexit.register(folder.cleanup)
    os.chmod(folder.name, 0o755)
    return pathlib.Path(shutil.copy(BIN / program, folder.name))


def run(program, *arguments, stdin=b"", env=None, timeout=120, user=None):
    """The finished process; output is bytes.  `user`: whose rights it has, when the tests run as root."""
    path = BIN / program if user is None else in_public(program)
    environment = {k: v for k, v in os.environ.items() if k not in ("ZY_DB", "PAGER", "NO_COLOR")}
    environment.update(env or {})
    return subprocess.run([path, *map(os.fspath, map(str_or_path, arguments))], input=stdin, timeout=timeout,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, user=user, check=False)


def str_or_path(argument):
    return argument if isinstance(argument, (str, bytes, os.PathLike)) else str(argument)


def snapshot(folder):
    """Every file below with a hash of its content: to show that nothing was touched."""
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()[:12] for p in sorted(folder.rglob("*")) if p.is_file()
            and p.name != "LOCK"}


class ProgramTest(unittest.TestCase):
    """A folder of its own for each test; checks of exit status and messages."""
    maxDiff = None

    def setUp(self):
        self.room = pathlib.Path(tempfile.mkdtemp(prefix="zy-programs-"))
        self.addCleanup(shutil.rmtree, self.room, ignore_errors=True)
        self.db = self.room / "db"

    def write_jsonl(self, name="docs.jsonl", articles=None):
        path = self.room / name
        path.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles or ARTICLES), "utf8")
        return path

    def index(self, *arguments, status=0):
        done = run("zy-index", "--quiet", "--db", self.db, *arguments)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return done

    def search(self, *arguments, status=0, **options):
        done = run("zy-search", "--db", self.db, *arguments, **options)
        self.assertEqual(done.returncode, status, (done.stdout + done.stderr).decode("utf8", "replace"))
        return done.stdout.decode("utf8")

    def ask(self, query, *arguments):
        """The JSON document of a query, found or not."""
        done = run("zy-search", "--db", self.db, "--json", *arguments, "--", query)
        self.assertIn(done.returncode, (0, 1), done.stderr.decode("utf8", "replace"))
        return json.loads(done.stdout)

    def ids(self, query, *arguments):
        return [hit["id"] for hit in self.ask(query, *arguments)["hits"] if hit["class"] != "related"]

    def refused(self, done, status, *words):
        """The program ended with `status` and said one thing on standard error, in which the words stand."""
        message = done.stderr.decode("utf8")
        self.assertEqual(done.returncode, status, message)
        for word in words:
            self.assertIn(word, message)
        self.assertNotIn("�", message)
        self.assertLess(len(message.splitlines()), 6, message)
