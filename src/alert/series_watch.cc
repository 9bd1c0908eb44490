#include "alert/series_watch.h"

#include <algorithm>

namespace vigie::alert {
namespace {

constexpr float kRecentKept = 0.9F;  // Of a minute ago.
constexpr int kLeadMinutes = 2;      // A surprise builds up over so many, at least;
constexpr int kLeadMinutesMax = 30;  // and at most.

// How surprising it is that so much was said, and not so little.
float upwards(signal::Baseline& baseline, const MinuteCounts& counts, Micros width, std::uint32_t count,
              signal::Rhythm& rhythm) {
  const float surprise = baseline.close(counts.from, width, count, rhythm);
  return static_cast<double>(count) > baseline.expected() ? surprise : 0;
}

float usual_of(const signal::Baseline& baseline) { return static_cast<float>(std::max(0.0, baseline.expected())); }

}  // namespace

// A source that was not heard is no silence; what the others said above the usual is news all the same.
float SeriesWatch::surprise(Volume& volume, Rhythms& rhythms, const MinuteCounts& counts, Micros width) {
  if (!counts.is_covered && static_cast<float>(counts.posts) <= usual_of(volume.posts)) return 0;
  const float of_posts = upwards(volume.posts, counts, width, counts.posts, rhythms.posts);
  const float of_voices = upwards(volume.voices, counts, width, counts.voices, rhythms.voices);
  return std::min(of_posts, of_voices);
}

Verdict SeriesWatch::close(const MinuteCounts& minute) {
  turn_.advance(minute.from);
  if (minute.written > 0) turn_.add(minute.from, minute.written, minute.critical);
  recent_posts_ = recent_posts_ * kRecentKept + static_cast<float>(minute.posts);
  recent_voices_ = recent_voices_ * kRecentKept + static_cast<float>(minute.voices);
  Verdict out;
  out.surprise = surprise(minutes_, of_minutes_, minute, kMinute);
  out.expected = usual_of(minutes_.posts);
  const float posts_jump = posts_jump_.close(static_cast<float>(minute.posts), out.expected);
  const float voices_jump = voices_jump_.close(static_cast<float>(minute.voices), usual_of(minutes_.voices));
  const float jump = std::min(posts_jump, voices_jump);
  out.minutes = std::clamp(posts_jump_.minutes(), kLeadMinutes, kLeadMinutesMax);
  out.surprise = std::max(out.surprise, jump);
  out.recent = recent_posts_;
  out.recent_voices = recent_voices_;
  out.of_those = static_cast<float>(out.minutes) * out.expected;
  span_posts_ += minute.posts;
  span_is_covered_ = span_is_covered_ && minute.is_covered;
  if (ends_span(minute.from)) close_span(minute, out);
  return out;
}

void SeriesWatch::close_span(const MinuteCounts& minute, Verdict& out) {
  MinuteCounts span;
  span.from = minute.from + kMinute - kSpan;
  span.posts = span_posts_;
  span.voices = minute.span_voices;
  span.is_covered = span_is_covered_;
  span_posts_ = 0;
  span_is_covered_ = true;
  const float of_span = surprise(spans_, of_spans_, span, kSpan);
  if (of_span <= out.surprise) return;
  out.surprise = of_span;
  out.recent = static_cast<float>(span.posts);
  out.recent_voices = static_cast<float>(span.voices);
  out.minutes = kSpan / kMinute;
  out.of_those = usual_of(spans_.posts);
}

}  // namespace vigie::alert
