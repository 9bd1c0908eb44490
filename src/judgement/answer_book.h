// The tables of relevance: who answered what of which post, and the thresholds that people chose. All SQL is in the
// .cc. Threads: owned by one at a time. Errors: what the database says.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "judgement/room.h"
#include "storage/database.h"

namespace vigie::judgement {

struct Answer {
  std::string source, id;
  bool about_us = false;
  Colleague by;
  Time at{};
};

class AnswerBook {
 public:
  static Result<std::unique_ptr<AnswerBook>> open(const std::string& path);

  Result<std::vector<WatchId>> watches();                  // That have answers or a threshold.
  Result<std::vector<Answer>> answers(WatchId watch);      // Oldest first.
  Result<void> keep(WatchId watch, const Answer& answer);  // One of a post: the last counts.
  Result<void> take_back(WatchId watch, const std::string& source, const std::string& id);

  Result<std::optional<double>> threshold(WatchId watch);
  Result<void> keep_threshold(WatchId watch, std::optional<double> threshold);

  Result<void> forget_post(const std::string& source, const std::string& id);
  Result<void> forget_watch(WatchId watch);

 private:
  explicit AnswerBook(std::unique_ptr<storage::Database> database) : database_(std::move(database)) {}
  std::unique_ptr<storage::Database> database_;
};

}  // namespace vigie::judgement
