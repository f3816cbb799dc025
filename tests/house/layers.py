#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""layers.py ROOT: what a source file may include.

A layer of core/ includes its own headers and those of the layers it USES in its CMakeLists.txt (and what those use);
only core/xapian may include Xapian's own headers and be written in C++; the programs see zy.h alone."""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)
SOURCES = {".c", ".h", ".cc", ".hh"}
PROGRAMS = ("cli", "indexer", "server")


def direct_uses(core):
    """{layer: the layers its zy_layer() line names after USES}"""
    uses = {}
    for file in core.glob("*/CMakeLists.txt"):
        text = re.sub(r"#.*", "", file.read_text(encoding="utf8"))
        for call in re.findall(r"zy_layer\(([^)]*)\)", text):
            words = call.split()
            after = words[words.index("USES") + 1:] if "USES" in words else []
            stop = next((i for i, w in enumerate(after) if w in ("PACKAGES", "SOURCES")), len(after))
            uses[words[0]] = set(after[:stop])
    return uses


def all_uses(uses, layer, seen=()):
    result = set()
    for used in uses.get(layer, ()):
        if used not in seen:
            result |= {used} | all_uses(uses, used, (*seen, layer))
    return result


def problems(root):
    core = root / "core"
    uses = direct_uses(core)
    layers = {p.name for p in core.iterdir() if p.is_dir()}
    files = [p for top in ("core", *PROGRAMS) for p in sorted((root / top).rglob("*")) if p.suffix in SOURCES]
    for path in files:
        name = path.relative_to(root)
        area = name.parts[1] if name.parts[0] == "core" and len(name.parts) > 2 else name.parts[0]
        if path.suffix in (".cc", ".hh") and area != "xapian":
            yield f"{name}: C++ belongs to core/xapian alone"
        allowed = {area} | all_uses(uses, area)
        for bracket, header in INCLUDE.findall(path.read_text(encoding="utf8")):
            first = header.split("/")[0]
            if re.match(r"xapian(\.h|/)", header) and bracket == "<" and area != "xapian":
                yield f"{name}: includes Xapian's <{header}>; core/xapian/xapian_c.h is the way"
            elif bracket == '"' and "/" in header and first in layers and first not in allowed:
                yield f"{name}: includes {header}, but {area} does not use {first}"
            elif area in PROGRAMS and bracket == '"' and header != "zy.h" and not (path.parent / header).exists():
                made = header.endswith(".h") and "/" not in header  # made while building, beside the program
                if not made:
                    yield f"{name}: includes {header}; a program sees zy.h and its own headers"


def main():
    found = list(problems(pathlib.Path(sys.argv[1])))
    for line in found:
        print(line)
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
