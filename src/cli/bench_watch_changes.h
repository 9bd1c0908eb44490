// Watches that change while a bench runs: added, changed and removed in turn, so many a second, in an open loop: a
// change that is late does not put off the next. The first is made whenever end() comes.
// Threads: made, started and ended by one thread; the changes are made on another. Errors: error() tells the first one,
// after end().
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "watch/watches.h"

namespace vigie::cli {

class WatchChanges {
 public:
  // `watches` is borrowed, and outlives this object. Where it holds none, there is nothing to change: an error.
  WatchChanges(watch::Watches& watches, unsigned per_second);
  ~WatchChanges();
  WatchChanges(const WatchChanges&) = delete;
  WatchChanges& operator=(const WatchChanges&) = delete;

  void start();
  void end();

  // After end().
  const std::optional<Error>& error() const { return error_; }
  std::size_t made() const { return waits_.size(); }
  // From the moment a change was due until it held: the time that so many of a hundred stayed under.
  std::chrono::microseconds wait(double percent) const;

 private:
  void run(const std::stop_token& stop);
  Result<void> make(std::size_t number);

  watch::Watches& watches_;
  std::chrono::microseconds every_;
  std::vector<std::string> queries_;              // Of watches that are there, to be said again.
  std::optional<watch::WatchId> youngest_;        // The one that was added last, until it is removed.
  std::vector<std::chrono::microseconds> waits_;  // Of each change; sorted by end().
  std::optional<Error> error_;
  std::jthread thread_;
};

}  // namespace vigie::cli
