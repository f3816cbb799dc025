#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# cold_start.sh ZY-SEARCH INDEX [WORD]: from starting the program to its answer, beside Xapian's own `quest` on the same
# words (the first segment's .glass file), without any warm-up in the program.  Needs hyperfine and xapian-tools.
set -eu
search=$1 index=$2 word=${3:-养老}
glass=$(ls "$index"/*.glass | head -n 1)
hyperfine -N --warmup 5 --runs "${RUNS:-60}" --export-csv "${CSV:-/dev/null}" \
  -n zy-search "$search --db $index --json $word" \
  -n quest "quest --db=$glass --stemmer=none --msize=10 $word"
