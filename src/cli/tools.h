// What a command works with, handed to it by main: the world, and where it speaks.
// Threads: a command runs on the main thread. Errors: commands return exit codes.
#pragma once

#include <atomic>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/disk.h"
#include "base/log.h"
#include "base/result.h"
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
  bool out_is_terminal;

  void print(std::string_view text) const { std::fwrite(text.data(), 1, text.size(), out); }
  // One clear line.
  int fail(std::string_view message, Exit code = kFailed) const {
    std::fprintf(err, "vigie: %.*s\n", static_cast<int>(message.size()), message.data());
    return code;
  }
};

}  // namespace vigie::cli
