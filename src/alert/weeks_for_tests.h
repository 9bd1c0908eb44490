// Weeks of an invented watch, minute by minute: people by day and few at night, calmer week-ends, counts that differ
// more than chance alone makes them, a mood that wanders, posts that come late, a source that is not heard. For tests
// alone. Threads: owned by one test.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <utility>

#include "alert/detector.h"
#include "alert/series_watch.h"

namespace vigie::alert {

class Weeks {
 public:
  struct Shape {
    double posts_per_hour = 60;
    double critical = 0.14;
    double late = 0.05;  // Of posts: by minutes, some by more than kLateMax.
    bool has_outage = true;
  };
  Weeks(const Shape& shape, unsigned seed) : shape_(shape), chance_(seed) {}

  // One more minute. `times` as many as usual, and so many critical posts besides.
  void close(double times = 1, double critical_besides = 0) {
    if (minute_ % 60 == 0) wander();
    const double rate = usual() * lively_ * times;
    const auto said = draw(rate);
    const auto besides = draw(critical_besides);
    const bool is_covered = !is_out();
    if (!is_covered) {
      count({});  // What is said meanwhile is caught up with later, and is no volume of then.
    } else {
      const auto late = draw_of(said, shape_.late);
      put_late(late);
      const auto posts = said - late + std::exchange(late_[minute_ % kLate], 0U) + besides;
      MinuteCounts counts;
      counts.posts = counts.written = posts;
      counts.voices = posts - draw_of(posts, 0.1);
      counts.critical = std::min(posts, draw_of(posts - besides, mood_) + besides);
      count(counts);
    }
    besides_ += besides;
  }
  void calm(int minutes) {
    for (int i = 0; i < minutes; ++i) close();
  }
  std::optional<Course> begins(Kind kind, const Demand& demand = {}) const {
    return alert::begins(kind, counts_, verdict_, series_, demand);
  }
  Step goes_on(Kind kind, Course& course) const { return alert::goes_on(kind, course, counts_, verdict_, series_); }
  std::uint32_t besides() const { return besides_; }
  double usual() const {
    const double hour = static_cast<double>(minute_ % (24 * 60)) / 60;
    const double day = 0.15 + 0.85 * std::pow(std::max(0.0, std::sin((hour - 6) / 18 * M_PI)), 0.8) * 1.6;
    const bool is_weekend = minute_ / (24 * 60) % 7 >= 5;
    return shape_.posts_per_hour / 60 * day * (is_weekend ? 0.6 : 1);
  }

 private:
  static constexpr std::size_t kLate = 16;

  std::uint32_t draw(double rate) {
    return rate <= 0 ? 0 : static_cast<std::uint32_t>(std::poisson_distribution<int>(rate)(chance_));
  }
  std::uint32_t draw_of(std::uint32_t count, double share) {
    return static_cast<std::uint32_t>(std::binomial_distribution<int>(static_cast<int>(count), share)(chance_));
  }
  // Each hour is livelier or calmer than its rhythm, and somewhat like the one before; so is its mood.
  void wander() {
    lively_log_ = 0.6 * lively_log_ + std::normal_distribution<double>(0, 0.2)(chance_);
    lively_ = std::exp(lively_log_);
    mood_log_ = 0.7 * mood_log_ + std::normal_distribution<double>(0, 0.12)(chance_);
    mood_ = std::min(0.9, shape_.critical * std::exp(mood_log_));
  }
  void put_late(std::uint32_t late) {
    for (std::uint32_t i = 0; i < late; ++i) {
      const auto by = std::uniform_int_distribution<std::size_t>(1, kLate - 1)(chance_);
      if (by <= 10) ++late_[(minute_ + by) % kLate];  // Later ones change the charts alone.
    }
  }
  // Three hours on the tenth day of each two weeks.
  bool is_out() const {
    const auto in = minute_ % (14 * 24 * 60);
    return shape_.has_outage && in >= 10 * 24 * 60 + 9 * 60 && in < 10 * 24 * 60 + 12 * 60;
  }
  void count(MinuteCounts counts) {
    counts.from = time_of_micros(1'789'948'800'000'000) + static_cast<std::int64_t>(minute_) * kMinute;
    counts.is_covered = !is_out();
    span_voices_ += counts.voices;
    if (ends_span(counts.from))
      counts.span_voices = static_cast<std::uint32_t>(std::exchange(span_voices_, 0) * 9 / 10);
    counts_ = counts;
    verdict_ = series_.close(counts);
    ++minute_;
  }

  Shape shape_;
  std::mt19937 chance_;
  SeriesWatch series_;
  MinuteCounts counts_;
  Verdict verdict_;
  std::size_t minute_ = 0;
  std::uint32_t span_voices_ = 0;
  std::uint32_t besides_ = 0;
  double lively_ = 1, lively_log_ = 0;
  double mood_ = 0.14, mood_log_ = 0;
  std::array<std::uint32_t, kLate> late_{};
};

}  // namespace vigie::alert
