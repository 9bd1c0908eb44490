#include "alert/incident.h"

namespace vigie::alert {
namespace {

constexpr std::string_view kNames[] = {"growing", "peaked", "ended"};
constexpr double kSmoothing = 0.25;  // Of a minute in the level.
constexpr double kGrowth = 1.5;      // Worth saying.
constexpr double kBelow = 0.8;       // Of the peak.
constexpr int kBelowMinutes = 10;

}  // namespace

std::string_view name_of(State state) { return kNames[static_cast<std::size_t>(state)]; }

std::optional<State> state_of(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    if (kNames[i] == name) return static_cast<State>(i);
  }
  return std::nullopt;
}

Incident Incident::begin(Time at, double level) {
  Incident out;
  out.began_at = at;
  out.peaked_at = at;
  out.level = out.peak = out.said = level;
  return out;
}

Step Incident::close(Time at, double now, bool is_back) {
  if (state == State::kEnded) return Step::kNone;
  level += kSmoothing * (now - level);
  calm = is_back ? calm + 1 : 0;
  if (calm >= kCalmMinutes) {
    state = State::kEnded;
    ended_at = at;
    return Step::kEnded;
  }
  if (level > peak) {
    peak = level;
    peaked_at = at;
  }
  below = level < kBelow * peak ? below + 1 : 0;
  if (state == State::kGrowing && below >= kBelowMinutes) {
    state = State::kPeaked;
    return Step::kPeaked;
  }
  if (peak < kGrowth * said || peak == 0) return Step::kNone;
  said = peak;
  state = State::kGrowing;  // Again, if it had peaked.
  return Step::kGrew;
}

}  // namespace vigie::alert
