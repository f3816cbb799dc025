#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# http.sh ZY-SERVER INDEX GROONGA-DB STRINGS [ROUNDS]: whole pages of results over HTTP, ours beside Groonga's server, in turn.
# INDEX and GROONGA-DB hold the same articles (bench_answer makes both); STRINGS is a file of strings, one a line.  32 connections.
#   distinct    every string once (ours with its cache off, Groonga with its query cache off)
#   repeated    the first 100 strings over and over, caches as they come
# Prints rows of: what, server, requests a second, p50 and p99 in ms, errors.  Needs groonga, wrk, python3.
set -eu
server=$1 index=$2 groonga=$3 strings=$4 rounds=${5:-3} seconds=${SECONDS_EACH:-8}
here=$(cd "$(dirname "$0")" && pwd) work=$(mktemp -d) pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
ulimit -n 8192 2>/dev/null || true

python3 - "$strings" "$work" <<'PY'
import sys, urllib.parse
strings = [s for s in open(sys.argv[1], encoding="utf8").read().split("\n") if len(s) >= 2]
ours = ["/api/v1/search?limit=10&facets=year&q=" + urllib.parse.quote(s) for s in strings]
peer = ["/d/select?table=Articles&match_columns=body&limit=10&sort_keys=-_score&drilldown=year&output_columns="
        + urllib.parse.quote("_key,year,_score,snippet_html(body)") + "&query=" + urllib.parse.quote(f'"{s}"') for s in strings]
for name, paths in (("ours", ours), ("peer", peer)):
    open(f"{sys.argv[2]}/{name}.distinct", "w").write("\n".join(p + ("&cache=no" if name == "peer" else "") for p in paths) + "\n")
    open(f"{sys.argv[2]}/{name}.repeated", "w").write("\n".join(paths[:100]) + "\n")
PY

port_of() { grep -o '127.0.0.1:[0-9]*' "$1" | head -n 1; }
start_ours() { # start_ours CACHE-MIB: prints host:port
  "$server" --db "$index" --listen 127.0.0.1:0 --cache="$1" >"$work/ours.$1" 2>&1 &
  pids+=($!)
  for _ in $(seq 50); do [ -n "$(port_of "$work/ours.$1")" ] && break; sleep 0.1; done
}
start_ours 0
start_ours 32
peer=127.0.0.1:${PEER_PORT:-10141}
groonga -s --protocol http --bind-address 127.0.0.1 --port "${peer#*:}" "$groonga" >"$work/peer.log" 2>&1 &
pids+=($!)
for _ in $(seq 50); do curl -fs "http://$peer/d/status" >/dev/null && break; sleep 0.1; done

run() { # run WHAT NAME HOST FILE
  local figures
  figures=$(PATHS=$4 wrk -t 2 -c 32 -d "${seconds}s" --latency -s "$here/http.lua" "http://$3" | grep ^FIGURES | cut -f 2-)
  printf '%s\t%s\t%s\n' "$1" "$2" "$figures"
}
printf 'what\tserver\trequests/s\tp50 ms\tp99 ms\terrors\n'
for _ in $(seq "$rounds"); do
  run distinct zy-server "$(port_of "$work/ours.0")" "$work/ours.distinct"
  run distinct groonga "$peer" "$work/peer.distinct"
  run repeated zy-server "$(port_of "$work/ours.32")" "$work/ours.repeated"
  run repeated groonga "$peer" "$work/peer.repeated"
done
