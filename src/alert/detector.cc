#include "alert/detector.h"

#include <algorithm>
#include <array>

namespace vigie::alert {
namespace {

constexpr std::uint64_t kSharePostsMin = 30;  // Of fewer a share is grey on every page, and wakes nobody.

constexpr std::string_view kKinds[] = {"surprise", "share", "author", "word", "coverage"};
constexpr std::string_view kSensitivities[] = {"calm", "usual", "keen"};
constexpr std::array<float, 3> kSurpriseMin = {0.6F, signal::kUnusual, 0.4F};
constexpr std::array<double, 3> kErrors = {5.5, 4, 3.2};  // Standard errors above the band's middle.
constexpr int kTurnHours[] = {1, 3};                      // The shorter sees a burst, the longer what grows slowly.

template <typename Enum, std::size_t kCount>
std::optional<Enum> value_of(const std::string_view (&names)[kCount], std::string_view name) {
  const auto* found = std::find(std::begin(names), std::end(names), name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<Enum>(found - std::begin(names));
}

std::optional<Course> volume_begins(const MinuteCounts& minute, const Verdict& verdict, const Demand& demand) {
  const auto posts_min = static_cast<float>(demand.posts_min);
  if (verdict.surprise < kSurpriseMin.at(static_cast<std::size_t>(demand.sensitivity))) return std::nullopt;
  if (verdict.recent < posts_min || verdict.recent_voices < posts_min / 2) return std::nullopt;
  Course out;
  const auto level = std::max(static_cast<double>(minute.posts), static_cast<double>(verdict.recent) / 10);
  out.incident = Incident::begin(minute.from + kMinute, level);
  out.from = minute.from + kMinute - verdict.minutes * kMinute;
  out.surprise = verdict.surprise;
  out.expected = static_cast<double>(verdict.of_those);
  out.half = std::max(0.0, level - static_cast<double>(verdict.expected)) / 2;
  return out;
}

std::optional<Course> turn_begins(const MinuteCounts& minute, const SeriesWatch& series, const Demand& demand) {
  if (minute.critical == 0) return std::nullopt;  // Nothing turns in a minute without criticism.
  const auto usual = series.turn().usual();
  if (!usual) return std::nullopt;
  for (const int hours : kTurnHours) {
    const auto now = series.turn().last(hours);
    if (now.whole < kSharePostsMin || now.part < demand.posts_min) continue;
    if (!usual->is_out(now, errors_of(demand.sensitivity))) continue;
    Course out;
    out.hours = hours;
    out.from = series.turn().begin_of(hours);
    out.now = now;
    const auto minutes = static_cast<double>((minute.from + kMinute - out.from) / kMinute);
    out.incident = Incident::begin(minute.from + kMinute, static_cast<double>(now.part) / minutes);
    return out;
  }
  return std::nullopt;
}

bool turn_is_back(const signal::Usual& usual, const signal::TurnSeries& turn) {
  return std::all_of(std::begin(kTurnHours), std::end(kTurnHours),
                     [&](int hours) { return usual.is_back(turn.last(hours)); });
}

}  // namespace

std::string_view name_of(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::optional<Kind> kind_of(std::string_view name) { return value_of<Kind>(kKinds, name); }
std::string_view name_of(Sensitivity sensitivity) { return kSensitivities[static_cast<std::size_t>(sensitivity)]; }
std::optional<Sensitivity> sensitivity_of(std::string_view name) { return value_of<Sensitivity>(kSensitivities, name); }

double errors_of(Sensitivity sensitivity) { return kErrors.at(static_cast<std::size_t>(sensitivity)); }

std::optional<Course> begins(Kind kind, const MinuteCounts& minute, const Verdict& verdict, const SeriesWatch& series,
                             const Demand& demand) {
  auto out = kind == Kind::kSurprise ? volume_begins(minute, verdict, demand) : turn_begins(minute, series, demand);
  if (out) out->usual = series.turn().usual();
  return out;
}

Step goes_on(Kind kind, Course& course, const MinuteCounts& minute, const Verdict& verdict, const SeriesWatch& series) {
  const bool is_volume = kind == Kind::kSurprise;
  const auto& incident = course.incident;
  const auto expected = static_cast<double>(verdict.expected);
  course.expected += expected;
  course.surprise = std::max(course.surprise, verdict.surprise);
  const bool is_back =
      is_volume ? incident.level < expected + course.half : !course.usual || turn_is_back(*course.usual, series.turn());
  return course.incident.close(minute.from + kMinute, is_volume ? minute.posts : minute.critical, is_back);
}

}  // namespace vigie::alert
