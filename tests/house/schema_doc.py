#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""schema_doc.py ROOT: docs/SCHEMA.md says what the sources do.

Held against each other: the sections of a segment and the kinds of passages (names, types and meanings, in order), the
fields of an article's record, the keys of a manifest, and the prefixes of Xapian's boolean terms.
schema_doc.py ROOT --print writes the two tables as they should stand."""
import pathlib
import re
import sys


def macro_rows(header, name):
    """The arguments of every X(…) in `#define NAME(X)`, strings without their quotes."""
    body = re.search(rf"#define {name}\(X\)((?:.*\\\n)*.*\n)", header)[1]
    rows = re.findall(r"X\((\w+), (\w+|\"[^\"]*\"),\s*\"([^\"]*)\"\)", body.replace("\\\n", ""))
    return [tuple(cell.strip('"') for cell in row) for row in rows]


def table_rows(doc, heading):
    """The rows of the first table after a heading, cells without their backquotes."""
    after = doc.split(f"\n{heading}\n", 1)
    if len(after) < 2:
        return []
    table = re.search(r"(?:^\|.*\n)+", after[1], re.M)
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table[0].splitlines()] if table else []
    return [tuple(re.sub(r"^`([^`]*)`$", r"\1", cell.strip()) for cell in row) for row in rows[2:]]


def expected(header):
    sections = [(name, kind, meaning) for name, kind, meaning in macro_rows(header, "ZY_SECTIONS")]
    passages = [(str(i), text, meaning) for i, (_, text, meaning) in enumerate(macro_rows(header, "ZY_PASSAGES"))]
    return {"## Sections": sections, "### Passages": passages}


def record_fields(header):
    body = re.search(r"typedef struct \{([^}]*)\} zy_doc_record;", header)[1]
    body = re.sub(r"/\*.*?\*/", "", body, flags=re.S)
    return {name.strip() for line in body.split(";") for name in re.sub(r"^\s*\w+", "", line).split(",") if name.strip()}


def problems(root):
    header = (root / "core/store/segment.h").read_text(encoding="utf8")
    manifest = (root / "core/store/manifest.c").read_text(encoding="utf8")
    doc = (root / "docs/SCHEMA.md").read_text(encoding="utf8")
    for heading, rows in expected(header).items():
        found = table_rows(doc, heading)
        if not rows:
            yield f"core/store/segment.h: no rows were read for {heading!r}; has the macro changed its form?"
        for row in rows:
            if row not in found:
                yield f"docs/SCHEMA.md, {heading!r}: a row is missing or differs: {row}"
        if [r for r in found if r in rows] != rows or len(found) != len(rows):
            yield f"docs/SCHEMA.md, {heading!r}: rows that do not belong there, or another order"
    for heading, wanted in (("### Record of an article", record_fields(header)),
                            ("## Manifest", set(re.findall(r'_(?:get|new)\(\w+, "(\w+)"', manifest)) |
                             set(re.findall(r'(?:text_of\(&?\w+, \w+, )"(\w+)"', manifest)))):
        names = {name for row in table_rows(doc, heading) for name in re.findall(r"\w+", row[0])}
        for name in sorted(wanted ^ names):
            yield f"docs/SCHEMA.md, {heading!r}: {name} is {'missing' if name in wanted else 'unknown to the sources'}"
    prefixes = {prefix for path in (root / "core/index").glob("*.c")
                for prefix in re.findall(r'zy_words_add_filter\([^,]+, "(\w+)"', path.read_text(encoding="utf8"))}
    told = {row[0] for row in table_rows(doc, "### Boolean terms")}
    for prefix in sorted(prefixes ^ told):
        yield f"docs/SCHEMA.md: prefix {prefix} is {'missing' if prefix in prefixes else 'not written by core/index'}"


def main():
    root = pathlib.Path(sys.argv[1])
    if "--print" in sys.argv:
        for heading, rows in expected((root / "core/store/segment.h").read_text(encoding="utf8")).items():
            print(heading, *(f"| `{a}` | `{b}` | {c} |" for a, b, c in rows), sep="\n")
        return
    found = list(problems(root))
    for line in found:
        print(line)
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
