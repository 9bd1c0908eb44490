// What would have fired: a rule tried on what is kept, before it is saved.
// Threads: any. Errors: what the store says.
#pragma once

#include <string>
#include <vector>

#include "alert/alert.h"
#include "alert/history.h"
#include "alert/rule.h"
#include "alert/sentence.h"
#include "store/store.h"

namespace vigie::alert {

constexpr Micros kPastMax = std::chrono::days(92);
constexpr std::size_t kPastWatchesMax = 10;  // Of a rule for all watches, the first so many are tried.
constexpr std::size_t kFiredMax = 500;

struct Fired {
  Time began_at{};
  std::optional<Time> peaked_at, ended_at;
  std::uint64_t posts = 0;
  double expected = 0;
  Sentence sentence;
};

struct Hour {
  Time from{};
  std::uint64_t posts = 0;
  double expected = 0;
  signal::Share critical;  // Of those that are no reposts.
  std::optional<signal::Interval>
      band;  // Where that share has to stay for such a rule; of several watches nobody knows.
};

struct Past {
  std::vector<Fired> fired;
  std::size_t minutes_read = 0;
  std::vector<Hour> hours;
};

struct TriedWatch {
  std::string name;
  std::string query;
};

// The same detector as the live one, warmed by the four weeks before.
Result<Past> try_on_past(const store::Store& store, const Rule& rule, const TriedWatch& watch, const store::Span& span,
                         const Listened& listened);

}  // namespace vigie::alert
