// When a source was heard, and when not and why: spans of time in order, none over another. Between them, before and
// after, nothing was to be heard, or nothing is known. And what that makes of several sources over a span: how much of
// it was really heard, and where it was not.
// Threads: plain values. Errors: none.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace vigie::alert {

constexpr std::size_t kStretchesMax = 10'000;  // Of a source; the oldest are forgotten.

enum class Hearing : std::uint8_t {
  kHeard,
  kDown,   // We did not run.
  kLost,   // It could not be reached.
  kBehind  // It is reached, and what was missed is still being read. Never kept.
};
std::string_view name_of(Hearing hearing);  // "heard", "down", …
std::optional<Hearing> hearing_of(std::string_view name);

struct Stretch {
  Time from{};
  Time to{};
  Hearing hearing = Hearing::kHeard;
  bool operator==(const Stretch&) const = default;
};

class Stretches {
 public:
  // [from, to) is so, whatever was known of it; neighbours that are alike become one. Nothing, where it is empty.
  void set(Time from, Time to, Hearing hearing);
  void cut(Time at);  // Nothing is known from then on.

  std::span<const Stretch> all() const { return all_; }
  std::optional<Time> end() const { return all_.empty() ? std::nullopt : std::optional(all_.back().to); }
  std::vector<Stretch> within(Time from, Time to) const;  // Cut at both ends.
  // The end of that in which `at` lies, if it is one of those.
  std::optional<Time> end_of(Time at, Hearing hearing) const;

 private:
  std::vector<Stretch> all_;
};

// A source, and what is known of it in a span.
struct SourceCoverage {
  std::string name;
  std::vector<Stretch> stretches;
};

// Of the time that they should have been heard, all sources together, the share in which they were; in [0, 1], one for
// each step from `from` on. None: nothing was to be heard then.
using Shares = std::vector<std::optional<double>>;
Shares shares_of(std::span<const SourceCoverage> sources, Time from, Micros step, std::size_t count);

// Where a source was not heard; in order of their beginning.
struct Gap {
  Time from{};
  Time to{};
  Hearing hearing = Hearing::kLost;
  std::string source;
};
std::vector<Gap> gaps_of(std::span<const SourceCoverage> sources);

// Whether every source was heard, asked of many times: gaps that touch are one.
class Covered {
 public:
  Covered() = default;
  explicit Covered(std::span<const Gap> gaps);
  bool is_whole(Time from, Time to) const;

 private:
  std::vector<Stretch> gaps_;  // In order, apart.
};

}  // namespace vigie::alert
