# SPDX-License-Identifier: GPL-2.0-or-later
# Shared by ./start, ./check and .ci/run; sourced, not run.  Needs bash with pipefail.

# What the programs are built with and run with (Debian 12).
build_packages=(
  cmake ninja-build gcc g++ pkg-config
  libxapian-dev libicu-dev libmicrohttpd-dev libdivsufsort-dev libopencc-dev unicode-data libjansson-dev nettle-dev libinih-dev
  libxxhash-dev zlib1g-dev libbrotli-dev libzstd-dev libxml2-dev libcurl4-openssl-dev
  libopencc-data libcurl4 poppler-utils poppler-data
)
# What the tests need besides.
test_packages=(libcmocka-dev valgrind python3 curl binutils clang-format clang-tidy fiu-utils strace)
browser_packages=(chromium fonts-noto-cjk)
command -v npm >/dev/null || browser_packages+=(nodejs npm) # any Node.js from 18 on will do

say() { printf '== %s\n' "$*" >&2; }
die() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 2; }

missing_packages() {
  local one
  for one in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$one" 2>/dev/null)" = installed ] || printf '%s\n' "$one"
  done
}

# Installs what is not there yet; asks for no rights when nothing is missing.
need_packages() {
  local missing as_root=()
  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" -eq 0 ] && return
  command -v apt-get >/dev/null || die "needs Debian's packages: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "run as root or install sudo; missing packages: ${missing[*]}"
    as_root=(sudo)
  fi
  say "installing ${missing[*]}"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y update >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "${missing[@]}" >&2
}

# Prometheus' own check of figures.  Taken out of its package: installing that would start a daemon.
need_promtool() {
  command -v promtool >/dev/null || [ -x build/tools/usr/bin/promtool ] && return
  say "fetching promtool"
  mkdir -p build/tools
  (cd build/tools && apt-get -q download prometheus >&2 && dpkg-deb -x prometheus_*.deb . && rm prometheus_*.deb) 2>/dev/null ||
    say "no promtool: its test is skipped"
}

# Configures and builds a preset.  A compiler's cache of an older checkout elsewhere would confuse CMake: start afresh.
build_preset() {
  local preset=$1
  shift
  cmake --preset "$preset" "$@" >/dev/null || cmake --preset "$preset" --fresh "$@" >/dev/null || return 1
  # Only what is not progress is shown; grep's own status must not stand for the compiler's.
  cmake --build --preset "$preset" -- ${ZY_JOBS:+-j "$ZY_JOBS"} |
    { grep -v -E '^\[[0-9]+/[0-9]+\]|^ninja: (no work|Entering)' || true; }
}
