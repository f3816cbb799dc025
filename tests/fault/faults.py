#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""faults.py KIND ROUNDS [--seed N] [--articles N]: breaks zy-index in mid-run and looks at what is left.

KIND is
  kill    SIGKILL at a random moment of reading, building or publishing
  point   SIGKILL at a random system call that changes the disk (needs strace)
  full    the disk fills up: a small tmpfs (needs mount, so root)
  io      system calls fail with the errors disks have (needs fiu-run, Debian's fiu-utils)

ROUNDS is the number of faults that struck. Every round changes the archive, runs zy-index into the fault, and then wants: the index opens and is whole; what answers is one whole
generation, the old one or the new; the next run, undisturbed, succeeds; then all of the new archive is found, and nothing is left
lying about. Exit status: 0 all right, 1 not, 77 what it needs is not there.

The programs are in $ZY_BIN. By hand: faults.py kill 500; faults.py full 50; faults.py io 50."""
import argparse
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

BIN = pathlib.Path(os.environ.get("ZY_BIN", "build/release"))
SKIP = 77
OURS = re.compile(r"^(CURRENT|LOCK|takedown\.txt|index\.ini|g\d{6,}\.(json|sources|lexicon|vocabulary|notes)|s\d{6,}-\d\d+\.(zys|glass))$")


class Wrong(Exception):
    pass


class Archive:
    """Files whose every article says which state of the archive it belongs to."""

    def __init__(self, folder, articles, rng):
        self.folder, self.articles, self.rng, self.state = folder, articles, rng, 0
        folder.mkdir()
        self.files = {}
        for i in range(articles // 10):
            self.write(f"f{i:04d}", i)

    def write(self, name, number):
        """Ten articles; their text has the file's own words and the state it was written in."""
        lines = []
        for i in range(10):
            words = "".join(self.rng.choice("春夏秋冬东南西北金木水火土日月山河田村镇街路桥") for _ in range(200))
            lines.append(json.dumps({"id": f"{name}-{i}", "title": f"{name}号第{i}条", "date": "2024-03-01", "issue": str(number),
                                     "body": f"共同的开头。{words}。第{self.state}态的{name}。"}, ensure_ascii=False))
        (self.folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf8")
        self.files[name] = self.state

    def change(self):
        """The next state: some files are written anew, one comes, one goes."""
        before = dict(self.files)
        self.state += 1
        names = sorted(self.files)
        for name in self.rng.sample(names, max(1, len(names) // 5)):
            self.write(name, self.state)
        gone = self.rng.choice(sorted(self.files))
        (self.folder / f"{gone}.jsonl").unlink()
        del self.files[gone]
        self.write(f"n{self.state:04d}", self.state)
        return before


def run(*command, timeout=120, **options):
    return subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout, check=False,
                          **options)


def index(db, archive, *prefix):
    return run(*prefix, BIN / "zy-index", "--quiet", "--db", db, "--jobs", "2", archive.folder)


def answered(db):
    """{file: state} of the articles found, which must come in tens; None when there is no index."""
    done = run(BIN / "zy-search", "--db", db, "--jsonl", "--limit", "100000", '"共同的开头"')
    if done.returncode == 2 and "还没有建好的索引" in done.stderr.decode():
        return None
    if done.returncode not in (0, 1):
        raise Wrong(f"zy-search: status {done.returncode}: {done.stderr.decode()}")
    states = {}
    for line in done.stdout.decode("utf8").splitlines():
        hit = json.loads(line)
        text = "".join(snippet["text"] for snippet in hit["snippets"])
        states.setdefault(hit["id"].rsplit("-", 1)[0], []).append(text)
    for name, texts in states.items():
        if len(texts) != 10:
            raise Wrong(f"{name} has {len(texts)} articles of 10")
    return states


def states_of(db, names):
    """Which state each file's articles are in, by asking for it."""
    found = {}
    for name, state in names.items():
        done = run(BIN / "zy-search", "--db", db, "--count", f'"第{state}态的{name}"')
        found[name] = int(done.stdout or 0)
    return found


def check(db, old, new):
    """What answers must be exactly the old state or exactly the new one; returns which."""
    done = run(BIN / "zy-search", "--db", db, "check")
    got = answered(db)
    if got is None:
        if old is not None:
            raise Wrong("the index is gone")
        return "none"
    if done.returncode != 0:
        raise Wrong("check: " + done.stdout.decode() + done.stderr.decode())
    for label, wanted in (("new", new), ("old", old)):
        if wanted is not None and set(got) == set(wanted) and all(n == 10 for n in states_of(db, wanted).values()):
            return label
    raise Wrong(f"what answers is neither the old archive nor the new: {len(got)} files")


def check_mended(db, archive):
    """Returns how long the undisturbed run took."""
    started = time.monotonic()
    done = index(db, archive)
    length = time.monotonic() - started
    if done.returncode != 0:
        raise Wrong(f"the next run: status {done.returncode}: {done.stderr.decode()}")
    if check(db, None, archive.files) != "new":
        raise Wrong("the next run did not bring the new archive")
    left = [name for name in os.listdir(db) if not OURS.match(name)]
    if left:
        raise Wrong(f"left lying about: {left}")
    generations = {name[1:7] for name in os.listdir(db) if name.startswith("g")}
    if len(generations) > 2:
        raise Wrong(f"generations kept: {sorted(generations)}")
    return length


# ---- The faults: each runs zy-index into one and tells what came of it ----

def kill(round_, db, archive, rng, length):
    process = subprocess.Popen([BIN / "zy-index", "--quiet", "--db", db, "--jobs", "2", archive.folder], stderr=subprocess.DEVNULL)
    # Half of them anywhere, half in the last third, where segments are written and the generation is published.
    share = rng.random() if round_ % 2 else 0.66 + 0.4 * rng.random()
    time.sleep(share * length)
    ended = process.poll() is not None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return "ended before" if ended else "killed"


CALLS = "write,pwrite64,fsync,fdatasync,rename,unlink,unlinkat,ftruncate,mkdir,openat"


def point(_, db, archive, rng, __):
    done = run("strace", "-f", "-o", "/dev/null", f"--inject={CALLS}:signal=SIGKILL:when={rng.randint(1, 260)}", BIN / "zy-index",
               "--quiet", "--db", db, "--jobs", "1", archive.folder)
    return "killed" if done.returncode in (-9, 137) else f"status {done.returncode}"


def full(_, db, archive, rng, __):
    used = sum(f.stat().st_blocks * 512 for f in db.iterdir())
    size = used + rng.randint(0, used // 2)
    subprocess.run(["mount", "-o", f"remount,size={size // 4096 * 4096 + 4096}", db], check=True)
    done = index(db, archive)
    text = done.stderr.decode()
    if done.returncode not in (0, 2) or (done.returncode == 2 and not re.search("No space left|磁盘", text)):
        raise Wrong(f"on a full disk: status {done.returncode}: {text}")
    state = check_before_room(db)
    subprocess.run(["mount", "-o", "remount,size=256m", db], check=True)
    return ("disk full" if done.returncode == 2 else "room enough") + state


def check_before_room(db):
    """Answers while the disk is still full."""
    done = run(BIN / "zy-search", "--db", db, "--count", '"共同的开头"')
    if done.returncode != 0:
        raise Wrong(f"while the disk is full: {done.stderr.decode()}")
    return ""


POINTS = ["posix/io/rw/*", "posix/io/sync/*", "posix/io/oc/open", "posix/io/dir/*", "posix/io/stat/*", "posix/io/*", "posix/mm/mmap"]


def io(_, db, archive, rng, __):
    chance = rng.choice([0.002, 0.01, 0.05])
    done = run("fiu-run", "-x", "-c", f"enable_random name={rng.choice(POINTS)},probability={chance}", BIN / "zy-index", "--quiet",
               "--db", db, "--jobs", "2", archive.folder)
    if done.returncode < 0 or done.returncode > 2:
        raise Wrong(f"with faults: status {done.returncode}: {done.stderr.decode()[-2000:]}")
    return f"status {done.returncode}"


# What came of a round in which the fault did not strike: it does not count.
MISSES = {"ended before", "room enough", "status 0"}
FAULTS = {"kill": kill, "point": point, "full": full, "io": io}


def missing(kind):
    need = {"point": "strace", "io": "fiu-run"}.get(kind)
    if need and not shutil.which(need):
        return f"{need} is not installed"
    if kind == "point" and run("strace", "-o", "/dev/null", "true").returncode != 0:
        return "strace may not trace here"
    if kind == "full":
        with tempfile.TemporaryDirectory() as there:
            if run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", there).returncode != 0:
                return "mount is not permitted"
            subprocess.run(["umount", there], check=True)
    return None


def rounds(kind, count, rng, articles, room):
    archive, db = Archive(room / "archive", articles, rng), room / "db"
    db.mkdir()
    if kind == "full":
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", db], check=True)
    started = time.monotonic()
    done = index(db, archive)
    length = time.monotonic() - started
    if done.returncode != 0:
        raise Wrong(done.stderr.decode())
    seen, hit, round_ = {}, 0, 0
    while hit < count and round_ < 20 * count:
        round_ += 1
        if round_ % 25 == 1 and kind in ("kill", "point"):  # once in a while the very first index
            shutil.rmtree(db)
            db.mkdir()
            old = None
            archive.change()
        else:
            old = archive.change()
        what = FAULTS[kind](round_, db, archive, rng, length)
        # A source that could not be read keeps what the index had of it: then it is neither state, but never less.
        which = check(db, old, archive.files) if kind != "io" else check_some(db, old, archive.files)
        length = check_mended(db, archive)
        hit += what not in MISSES
        seen[f"{what}, {which} answered"] = seen.get(f"{what}, {which} answered", 0) + 1
    return seen


def check_some(db, old, new):
    """After I/O faults: whole, and of each file the old articles or the new ones."""
    done = run(BIN / "zy-search", "--db", db, "check")
    if done.returncode != 0:
        raise Wrong("check: " + done.stdout.decode() + done.stderr.decode())
    got = answered(db)
    if got is None:
        raise Wrong("the index is gone")
    lost = (set(old) & set(new)) - set(got)
    if lost:
        raise Wrong(f"lost: {sorted(lost)}")
    return "a whole one"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=FAULTS)
    parser.add_argument("rounds", type=int)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--articles", type=int, default=200)
    asked = parser.parse_args()
    reason = missing(asked.kind)
    if reason:
        print("skipped:", reason)
        sys.exit(SKIP)
    room = pathlib.Path(tempfile.mkdtemp(prefix="zy-fault-"))
    print(f"{asked.kind}, {asked.rounds} rounds, seed {asked.seed}", flush=True)
    wrong = None
    try:
        seen = rounds(asked.kind, asked.rounds, random.Random(asked.seed), asked.articles, room)
        for what in sorted(seen):
            print(f"{seen[what]:5d}  {what}")
    except Wrong as error:
        wrong = error
    finally:
        if asked.kind == "full":
            run("umount", room / "db")
    if wrong:
        print(f"WRONG: {wrong}\nwhat is left: {room}")
        sys.exit(1)
    shutil.rmtree(room)


if __name__ == "__main__":
    main()
