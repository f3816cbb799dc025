# SPDX-License-Identifier: GPL-2.0-or-later
"""How well articles are recovered: what `zy-index --articles` gives for a page against what is printed on it.

measure([(page, expected.json)...]) -> Rates.  A page is a file, or the folder of an issue's pages; each article given stands for
one article wanted at most, the pairs that share most paragraphs first.  White space is not compared."""
import concurrent.futures
import json

from support import run

KEYS = ("whole", "heads", "titles", "bylines", "captions", "jumps")


def squeeze(text):
    return "".join(c for c in text or "" if not c.isspace() and c not in "\u200b\ufeff\u00ad")


def head(article):
    return squeeze("".join(article.get(k) or "" for k in ("kicker", "title", "subtitle")))


def squeezed(article, key):
    return [squeeze(text) for text in article.get(key) or []]


class Rates:
    def __init__(self):
        self.wanted = self.given = self.paragraphs_wanted = self.paragraphs_right = 0
        self.right = dict.fromkeys(KEYS, 0)
        self.faults = []

    def share(self, key):
        if key == "paragraphs":
            return self.paragraphs_right / max(1, self.paragraphs_wanted)
        return self.given / max(1, self.wanted) if key == "given" else self.right[key] / max(1, self.wanted)

    def __str__(self):
        shares = ", ".join(f"{key} {self.share(key):.2%}" for key in (*KEYS, "paragraphs"))
        return f"{self.wanted} articles, {self.given} given: {shares}"

    def below(self, floors):
        """The floors not reached, and how; the articles at fault stand in `faults`."""
        return [f"{key} {self.share(key):.2%} < {floor:.2%}" for key, floor in floors.items() if self.share(key) < floor - 1e-9]

    def add_article(self, page, wanted, got):
        same = {"whole": squeezed(wanted, "paragraphs") == squeezed(got, "paragraphs"), "heads": head(wanted) == head(got),
                "titles": squeeze(wanted["title"]) == squeeze(got["title"]),
                "bylines": squeezed(wanted, "authors") == squeezed(got, "authors"),
                "captions": squeezed(wanted, "captions") == squeezed(got, "captions"),
                "jumps": squeeze(wanted.get("continued")) == squeeze(got.get("continued"))}
        self.paragraphs_right += len(set(squeezed(wanted, "paragraphs")) & set(squeezed(got, "paragraphs")))
        for key, right in same.items():
            self.right[key] += right
        if not all(same.values()):
            self.faults.append(f"{page}: {wanted['title']}: not right: {' '.join(k for k, right in same.items() if not right)}")

    def add_page(self, page, wanted, got):
        self.wanted += len(wanted)
        self.given += len(got)
        self.paragraphs_wanted += sum(len(w["paragraphs"]) for w in wanted)
        overlap = sorted(((len(set(squeezed(w, "paragraphs")) & set(squeezed(g, "paragraphs"))) + 0.5 * (head(w) == head(g)), -i, -j)
                          for i, w in enumerate(wanted) for j, g in enumerate(got)), reverse=True)
        pair, used = {}, set()
        for score, i, j in overlap:
            if score > 0 and -i not in pair and -j not in used:
                pair[-i] = got[-j]
                used.add(-j)
        for i, article in enumerate(wanted):
            if i in pair:
                self.add_article(page, article, pair[i])
            else:
                self.faults.append(f"{page}: {article['title']}: lost")


def recover(page):
    done = run("zy-index", "--articles", page)
    if done.returncode not in (0, 1):
        raise AssertionError(f"{page}: zy-index --articles exited with {done.returncode}: {done.stderr.decode('utf8', 'replace')}")
    return [json.loads(line) for line in done.stdout.decode("utf8").splitlines()]


def measure(pages):
    rates = Rates()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for (page, expected), got in zip(pages, pool.map(recover, [page for page, _ in pages])):
            rates.add_page(page.name, json.loads(expected.read_text("utf8")), got)
    return rates


def issue_folders(root):
    """(page, expected) for folders that hold expected.json beside the pages of an issue; a single file stands for itself."""
    for expected in sorted(root.glob("*/expected.json")):
        files = sorted(expected.parent.glob("*.txt"))
        yield (files[0] if len(files) == 1 else expected.parent), expected


def page_files(root):
    """(page, expected) for NAME.txt or NAME/ beside NAME.expected.json."""
    for expected in sorted(root.glob("*.expected.json")):
        page = expected.with_name(expected.name.removesuffix(".expected.json"))
        yield (page if page.is_dir() else page.with_suffix(".txt")), expected
