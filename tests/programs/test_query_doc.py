# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/QUERY.zh-CN.md is true: every example is read as it says, on the sample archive; … in it stands for digits."""
import re

from support import CORPUS, SOURCE, ProgramTest

ROW = re.compile(r"^\| `(.+)` \| (查找.+) \|$", re.M)


class QueryDoc(ProgramTest):
    def test_every_example(self):
        self.index("--lexicon", CORPUS / "lexicon", CORPUS / "issues")
        rows = ROW.findall((SOURCE / "docs/QUERY.zh-CN.md").read_text("utf8"))
        self.assertGreater(len(rows), 30)
        for query, said in rows:
            wanted = ".{1,4}".join(map(re.escape, said.split("…")))
            self.assertRegex(self.ask(query, "--limit=0")["query"]["read_as"], f"^{wanted}$", query)
