# SPDX-License-Identifier: GPL-2.0-or-later
"""Articles out of printed pages: sample issues set as newspaper pages of many layouts, printed to PDF by headless Chromium."""
import pathlib
import sys
import tempfile
import unittest

import recovery
from support import SOURCE

sys.path.insert(0, str(SOURCE / "tests" / "devel"))
import chromium_pdf  # noqa: E402
import print_pages  # noqa: E402

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


if __name__ == "__main__":
    unittest.main()
