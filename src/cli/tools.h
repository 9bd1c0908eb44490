// What a command works with, handed to it by main: the world, and where it speaks.
// Threads: a command runs on the main thread. Errors: commands return exit codes.
#pragma once

#include <atomic>
#include <cstdio>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/disk.h"
#include "base/limit.h"
#include "base/log.h"
#include "base/result.h"
#include "query/problem.h"
#include "watch/models.h"

namespace vigie::cli {

// Exit codes, as CONTRACTS has them.
enum Exit : int { kDone = 0, kFailed = 1, kWrongUse = 2 };

struct Tools {
  Disk& disk;
  const Clock& clock;
  Log& log;
  const std::atomic<bool>& stop;  // Set by SIGINT and SIGTERM.
  std::function<Result<watch::Models>()> load_models;
  std::FILE* out;
  std::FILE* err;
  bool err_is_terminal;
  bool styled;                                // `out` is a terminal, and takes bold and colour.
  std::span<const Limit> served_limits = {};  // Of the parts that answer for a server, which commands do not see.

  // False: the output takes no more, for whatever reason; a command that prints much ends then.
  bool print(std::string_view text) const { return std::fwrite(text.data(), 1, text.size(), out) == text.size(); }
  bool flush() const { return std::fflush(out) == 0; }
  // One clear line, whatever stands in the message.
  int fail(std::string_view message, Exit code = kFailed) const;
  void note(std::string_view message) const;  // The same for what is no failure.
  // A wrong query. On a terminal it is shown again, with a mark where it is wrong.
  int fail(const query::Problem& problem, std::string_view query) const;
  void point_at(const query::Problem& problem, std::string_view query) const;

  // All was written. A reader who has left (`| head`) has seen what he wanted: that is no failure.
  int finish(int code) const;
};

}  // namespace vigie::cli
