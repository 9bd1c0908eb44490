// Takes what is gone out of the tables, soon after it went: a post that was erased, an author who was forgotten, posts
// that became too old. gone() only wakes the thread of run(), which does it; however much goes, one sweep ends a good
// while before the next begins.
// Threads: gone() by the writer, which it does not block; run() by a thread of its own until stop(). Errors: logged.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

#include "base/log.h"
#include "base/result.h"

namespace vigie::judgement {

class Sweeper {
 public:
  static constexpr std::chrono::seconds kRest{10};  // Between two sweeps.

  Sweeper(std::function<Result<void>()> sweep, Log& log, std::chrono::milliseconds rest = kRest)
      : sweep_(std::move(sweep)), log_(log), rest_(rest) {}

  void gone();
  void run();
  void stop();

 private:
  static constexpr std::chrono::minutes kEvery{10};  // What goes by age tells nobody.

  std::function<Result<void>()> sweep_;
  Log& log_;
  const std::chrono::milliseconds rest_;
  std::mutex mutex_;
  std::condition_variable signal_;
  bool is_wanted_ = false;
  bool is_stopping_ = false;
};

}  // namespace vigie::judgement
