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


# As office programs set a newsletter: a running head wider than the text, framed stories, a headline in the middle with its subtitle at the left,
# the byline at the right above all columns; a story in one column goes on over the page.
OFFICE = """@page { size: A4; margin: 14mm } * { box-sizing: border-box } body { margin: 0; font: 10pt/1.6 "Noto Serif CJK SC", serif }
.run { display: flex; justify-content: space-between; font-size: 8pt; margin-bottom: 6mm } .story { border: .3mm solid #333; padding: 3mm; margin: 0 2mm 4mm }
h2 { text-align: center; font-size: 18pt; margin: 2mm 0; line-height: 1.25 } .sub { font-size: 12pt } .by { text-align: right }
p { margin: 0; text-indent: 2em } .text { column-count: %d; column-gap: 7mm } .story { break-inside: %s }"""


@unittest.skipUnless(chromium_pdf.program(), "Chromium is not installed")
class OfficeNewsletter(ProgramTest):
    def stories(self):
        return [a for issue in make_pages.load_truth() for page in issue["pages"] for a in page["articles"]
                if a.get("authors") and a.get("subtitle") and not a.get("captions") and not a.get("kicker") and 4 <= len(a["paragraphs"]) <= 6
                and all(len(p) > 40 for p in a["paragraphs"])]

    def test_framed_stories(self):
        stories = self.stories()
        self.assertGreaterEqual(len(stories), 8)
        with chromium_pdf.Printer() as printer:
            for columns in (1, 2, 3):
                for first in range(0, 8, 4):
                    wanted = stories[first:first + 4]
                    html = "".join(f"<div class=story><h2>{a['title']}</h2><div class=sub>{a['subtitle']}</div><div class=by>□ 本报记者 "
                                   f"{' '.join(a['authors'])}</div><div class=text>{''.join(f'<p>{p}</p>' for p in a['paragraphs'])}</div></div>" for a in wanted)
                    style = OFFICE % (columns, "auto" if columns == 1 else "avoid")
                    data, _ = printer.print(f"<!DOCTYPE html><meta charset=utf-8><style>{style}</style>"
                                            f"<div class=run><span>柳塘报</span><span>2024年5月21日</span></div>{html}")
                    path = self.room / f"{columns}-{first}.pdf"
                    path.write_bytes(data)
                    found = list(map(json.loads, run("zy-index", "--articles", path).stdout.decode().splitlines()))
                    self.assertEqual([(a["title"], a["subtitle"], a["authors"], a["paragraphs"]) for a in found],
                                     [(a["title"], a["subtitle"], a["authors"], a["paragraphs"]) for a in wanted])


if __name__ == "__main__":
    unittest.main()
