// Does this minute begin an incident of a watch, and what becomes of one that has begun? Kinds that need nothing but
// counts. Threads: pure functions over what the caller owns. Errors: none.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "alert/incident.h"
#include "alert/series_watch.h"
#include "signal/turn.h"

namespace vigie::alert {

enum class Kind : std::uint8_t {
  kSurprise,  // More is said than usual.
  kShare,     // The share of critical posts is above its usual band.
  kAuthor,    // Somebody named, or who reaches many, has spoken.
  kWord,      // Something named was said.
  kCoverage   // A source is not heard.
};
std::string_view name_of(Kind kind);
std::optional<Kind> kind_of(std::string_view name);

enum class Sensitivity : std::uint8_t { kCalm, kUsual, kKeen };
std::string_view name_of(Sensitivity sensitivity);
std::optional<Sensitivity> sensitivity_of(std::string_view name);
double errors_of(Sensitivity sensitivity);  // Standard errors above the band's middle: from there on a turn is out.

constexpr std::uint32_t kPostsMin = 10;  // Of about ten minutes, or critical ones of the window.

// What a rule asks for.
struct Demand {
  Sensitivity sensitivity = Sensitivity::kUsual;
  std::uint32_t posts_min = kPostsMin;
};

// An incident with what its beginning was judged by.
struct Course {
  Incident incident;
  Time from{};                         // The first post counted may be of then.
  int hours = 0;                       // Of the window that was out; a turn's alone.
  float surprise = 0;                  // The greatest so far.
  double expected = 0;                 // Posts since `from`.
  double half = 0;                     // A volume's: so far above what is expected it is half-way back.
  std::optional<signal::Usual> usual;  // Of the turn, when it began.
  signal::Share now;                   // Of its window, at that time.
  std::optional<Time> known_from;      // The first minute of the past that tells what is expected.
};

// `kind` is kSurprise or kShare. `minute` is what `series` has closed last, with `verdict`.
std::optional<Course> begins(Kind kind, const MinuteCounts& minute, const Verdict& verdict, const SeriesWatch& series,
                             const Demand& demand);
Step goes_on(Kind kind, Course& course, const MinuteCounts& minute, const Verdict& verdict, const SeriesWatch& series);

}  // namespace vigie::alert
