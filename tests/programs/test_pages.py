# SPDX-License-Identifier: GPL-2.0-or-later
"""Articles out of page text, as rates that may only rise: the sample issues, pages generated from them in many layouts and
degrees of noise, and pages of other papers (tests/pages)."""
import pathlib
import sys
import tempfile
import unittest

import recovery
from support import CORPUS, SOURCE

sys.path.insert(0, str(SOURCE / "tests" / "devel"))
import make_pages  # noqa: E402

# What is reached, with a little room for the random pages; raise a figure when it is passed.
SAMPLE = {"given": 1, "whole": 0.98, "heads": 1, "titles": 0.9, "bylines": 0.99, "captions": 1, "jumps": 1, "paragraphs": 0.99}
PLAIN = {"given": 0.995, "whole": 0.99, "heads": 0.99, "titles": 0.89, "bylines": 0.995, "captions": 0.995, "jumps": 0.995, "paragraphs": 0.995}
OTHERS = {"given": 0.98, "whole": 0.98, "heads": 0.99, "titles": 0.95, "bylines": 0.99, "captions": 0.99, "jumps": 0.99, "paragraphs": 0.99}
VARIED = {"given": 0.99, "whole": 0.975, "heads": 0.98, "titles": 0.88, "bylines": 0.98, "captions": 0.99, "jumps": 0.99, "paragraphs": 0.99}


class Recovery(unittest.TestCase):
    def reaches(self, pages, floors, least):
        rates = recovery.measure(pages)
        print(f"\n{self.id().split('.')[-1]}: {rates}", file=sys.stderr)
        self.assertGreaterEqual(rates.wanted, least)
        self.assertEqual(rates.below(floors), [], "\n" + "\n".join(rates.faults))

    def generated(self, count, seed, family, floors):
        with tempfile.TemporaryDirectory(prefix="zy-pages-") as room:
            make_pages.make_random(count, room, seed, family)
            folders = sorted(pathlib.Path(room).iterdir())
            pages = sum(text.read_text("utf8").count("\f") + 1 for folder in folders for text in folder.glob("*.txt"))
            self.assertGreaterEqual(pages, 150)
            self.reaches(list(recovery.issue_folders(pathlib.Path(room))), floors, 500)

    def test_pages_of_other_papers(self):
        self.reaches(list(recovery.page_files(SOURCE / "tests" / "pages")), OTHERS, 232)

    def test_sample_issues(self):
        self.reaches(list(recovery.issue_folders(CORPUS / "issues")), SAMPLE, 100)

    def test_generated_pages(self):
        self.generated(70, 11, 1, PLAIN)

    def test_generated_pages_of_other_layouts(self):
        self.generated(70, 5, 2, VARIED)


class Measure(unittest.TestCase):
    """A measure that cannot fall proves nothing."""

    def test_faults_count(self):
        wanted = [{"title": "河边长椅换新", "authors": ["沈婷"], "captions": [], "continued": None, "paragraphs": ["甲。", "乙。"]},
                  {"title": "老金的早稻", "authors": [], "captions": ["图为：早稻"], "continued": "二版", "paragraphs": ["丙。"]}]
        for change, key in (({"paragraphs": ["甲。乙。", "乙。"]}, "whole"), ({"title": "河边"}, "heads"), ({"authors": []}, "bylines"),
                            ({"captions": ["图"]}, "captions"), ({"continued": "三版"}, "jumps")):
            rates = recovery.Rates()
            rates.add_page("x", wanted, [dict(wanted[0], **change), wanted[1]])
            self.assertEqual(rates.share(key), 0.5, key)
            self.assertEqual(len(rates.below({key: 0.6})), 1)
            self.assertEqual(rates.below({key: 0.5}), [])
        rates = recovery.Rates()
        rates.add_page("x", wanted, wanted[:1])
        self.assertIn("lost", rates.faults[0])
        self.assertEqual(rates.share("whole"), 0.5)


if __name__ == "__main__":
    unittest.main()
