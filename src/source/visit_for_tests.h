// A visit as the tests of readers give it: by a door of theirs, at a time that they set. What it hears of the reader it
// keeps for them to look at; what becomes of a load is each test's own.
// Threads: one.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/time_text.h"
#include "source/reader.h"

namespace vigie::source {

class VisitForTests : public Visit {
 public:
  explicit VisitForTests(Door& door) : door_(door) {}
  Door& door() override { return door_; }
  const Clock& clock() const override { return clock_; }
  const std::atomic<bool>& stop() const override { return stop_; }
  const std::string& memory() const override { return memory_; }
  Result<void> settle() override { return {}; }
  void read(Time from, Time until) override { spans.emplace_back(from, until); }
  void say(State now, std::string why) override {
    state = now;
    detail = std::move(why);
  }

  ManualClock clock_{*parse_time("2026-02-01T00:00:00Z")};
  std::atomic<bool> stop_ = false;
  std::vector<std::pair<Time, Time>> spans;
  State state = State::kConnecting;
  std::string detail;

 protected:
  std::string memory_;  // With the last load that was taken.

 private:
  Door& door_;
};

}  // namespace vigie::source
