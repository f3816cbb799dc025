# SPDX-License-Identifier: GPL-2.0-or-later
"""Articles out of printed pages: sample issues set as newspaper pages of many layouts, printed to PDF by headless Chromium."""
import json
import pathlib
import sys
import tempfile
import unittest

import recovery
from support import SOURCE, ProgramTest, run

sys.path.insert(0, str(SOURCE / "tests" / "devel"))
import chromium_pdf  # noqa: E402
import make_pages  # noqa: E402
import print_pages  # noqa: E402
import web_pages  # noqa: E402

# What is reached; the aim is 0.98, 0.98, 0.97 and 0.99.  Raise a figure when it is passed.  The layout was tuned by these pages too: for pages it
# was not, give print_pages.py another seed (docs/HACKING.md).
FLOORS = {"given": 0.99, "whole": 0.97, "heads": 0.99, "bylines": 0.985, "captions": 0.99, "jumps": 0.99, "paragraphs": 0.99}
ISSUES, SEED = 40, 7


@unittest.skipUnless(chromium_pdf.program(), "Chromium is not installed")
class PrintedPages(unittest.TestCase):
    def test_printed_issues(self):
        with tempfile.TemporaryDirectory(prefix="zy-print-") as room:
            self.assertEqual(print_pages.print_issues(room, ISSUES, SEED, []), ISSUES)
            pages = [(expected.with_name(expected.name.replace(".expected.json", ".pdf")), expected)
                     for expected in sorted(pathlib.Path(room).glob("*.expected.json"))]
            rates = recovery.measure(pages)
        print(f"\n{rates}", file=sys.stderr)
        self.assertGreaterEqual(rates.wanted, 400)
        self.assertEqual(rates.below(FLOORS), [], "\n" + "\n".join(rates.faults))


COLUMNS = """@page { size: A4; margin: 15mm } body { font: 10.5pt/1.6 "Noto Serif CJK SC", serif } h2 { text-align: center; font-size: 22pt; margin: 8mm 0 4mm }
div { column-count: 3; column-gap: 6mm } p { margin: 0; text-indent: 2em } p.by { text-align: center; text-indent: 0 }"""


@unittest.skipUnless(chromium_pdf.program(), "Chromium is not installed")
class SameIssue(ProgramTest):
    """Three articles as page text, as a web page and as a printed page of three columns: the same articles."""

    def read(self, name, data):
        path = self.room / name
        path.write_bytes(data)
        articles = map(json.loads, run("zy-index", "--articles", path).stdout.decode().splitlines())
        return [(a["title"], a["authors"], a["paragraphs"]) for a in articles]

    def test_text_web_page_and_print(self):
        plain = [a for issue in make_pages.load_truth() for page in issue["pages"] for a in page["articles"]
                 if a.get("authors") and not any(a.get(key) for key in ("captions", "kicker", "subtitle")) and 3 <= len(a["paragraphs"]) <= 6]
        self.assertGreater(len(plain), 20)
        with chromium_pdf.Printer() as printer:
            for first in range(0, 12, 3):
                wanted = [{**a, "captions": []} for a in plain[first:first + 3]]
                expected = [(a["title"], a["authors"], a["paragraphs"]) for a in wanted]
                text = "\n\n".join(f"{a['title']}\n{web_pages.byline(a)}\n\n" + "\n".join("　　" + p for p in a["paragraphs"]) for a in wanted)
                columns = "".join(f"<h2>{a['title']}</h2><div>" + "".join(f"<p>{p}</p>" for p in a["paragraphs"]) +
                                  f"<p class=by>{web_pages.byline(a)}</p></div>" for a in wanted)
                printed, _ = printer.print(f"<!DOCTYPE html><meta charset=utf-8><style>{COLUMNS}</style>{columns}")
                self.assertEqual(self.read("112.txt", text.encode()), expected)
                self.assertEqual(self.read("112.html", web_pages.issue_of_boxes(wanted).encode()), expected)
                self.assertEqual(self.read("112.pdf", printed), expected)


if __name__ == "__main__":
    unittest.main()
