#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""symbols.py HEADER BUILD: the functions the library exports are the prototypes of zy.h, no fewer and no more.

Exported means global with default visibility in one of the layers' archives; the interface to Xapian (xc_…) is a
library of its own."""
import pathlib
import re
import subprocess
import sys


def declared(header):
    text = re.sub(r"/\*.*?\*/", "", header.read_text(encoding="utf8"), flags=re.S)
    return set(re.findall(r"ZY_API\s[^;]*?\b(zy_\w+)\(", text))


def exported(build):
    found = {}
    for archive in sorted(build.glob("core/**/libzy_*.a")):
        table = subprocess.run(["readelf", "-W", "--syms", archive], stdout=subprocess.PIPE, text=True, check=True)
        for line in table.stdout.splitlines():
            column = line.split()
            if len(column) >= 8 and column[4] == "GLOBAL" and column[5] == "DEFAULT" and column[6] != "UND":
                if not column[7].startswith("__"):  # the sanitizers' own
                    found[column[7]] = archive.name
    return found


def main():
    want, have = declared(pathlib.Path(sys.argv[1])), exported(pathlib.Path(sys.argv[2]))
    wrong = [f"{name}: in zy.h, but no layer defines it" for name in sorted(want - set(have))]
    wrong += [f"{name}: exported by {have[name]}, but not in zy.h" for name in sorted(set(have) - want)]
    print("\n".join(wrong) or f"{len(want)} functions, as declared")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
