-- SPDX-License-Identifier: GPL-2.0-or-later
-- wrk: asks for the addresses of a file, one after another; each thread begins at another place of it.
local paths = {}
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
local at, threads = 0, 0

function setup(thread)
  thread:set("first", threads * math.floor(#paths / 2))
  threads = threads + 1
end

function init()
  at = first or 0
end

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end

function done(summary, latency, requests)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  print(string.format("FIGURES\t%.0f\t%.3f\t%.3f\t%d", summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000,
                      latency:percentile(99) / 1000, bad))
end
