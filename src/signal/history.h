// One term's last hour in twelve buckets, and what its past makes usual: a level over days, and the same hour of the
// days before. Who spoke this hour or the one before is not counted again, nor is a text.
// Threads: owned by one thread. Errors: none; a bucket that is past counts into the one that runs.
#pragma once

#include <array>
#include <cstdint>

#include "base/clock.h"
#include "signal/distinct.h"

namespace vigie::signal {

constexpr Micros kBucket = std::chrono::minutes(5);
constexpr std::uint32_t kBucketsAnHour = 12;
using Bucket = std::uint32_t;  // Since 1970.

constexpr Bucket bucket_of(Time time) { return static_cast<Bucket>(time.time_since_epoch() / kBucket); }
constexpr Time begin_of(Bucket bucket) { return Time(bucket * kBucket); }

struct Heard {
  float posts = 0;
  float voices = 0;
  float clusters = 0;  // Texts that are no copies of one another.

  // Who says it, and not in the same words: one author is one, and so is one text by many.
  float support() const { return voices < clusters ? voices : clusters; }
};

class History {
 public:
  // From `now` on. `usual_an_hour` and `hours_known` are what the past before it was.
  void begin(Bucket now, float usual_an_hour, float hours_known);
  void advance(Bucket now);  // Buckets that are over go by; hours that are over become past.

  void hear(std::uint64_t voice, std::uint64_t cluster);  // In the bucket that runs.
  void credit(Bucket at, const Heard& heard);             // That was heard at `at`.

  // Of the last `buckets`, the one that runs among them; at most kBucketsAnHour.
  Heard last(std::uint32_t buckets) const;
  // The first of the last `buckets` in which anything was heard; the one that runs if none.
  Bucket first_heard(std::uint32_t buckets) const;

  // Of the hours before the last that is over: that one may be in the last twelve buckets. Who knows few has no other.
  float usual_an_hour() const { return hours_known_ < kHoursFew ? level_ : level_before_; }
  float hours_known() const { return hours_known_; }
  // The most that this part of the day had in the days before; 0 in the first day. Of one hour.
  float same_hour(Bucket now) const;

 private:
  static constexpr float kHoursFew = 3;

  void close_hour(std::uint32_t hour_of_day);

  std::array<Heard, kBucketsAnHour> buckets_{};
  Distinct<128> voices_;
  Distinct<128> voices_before_;  // Of the hour before.
  Distinct<128> clusters_;
  Distinct<128> clusters_before_;
  std::array<std::uint8_t, 24> hours_{};  // Support by hour of the day, 8 * log2(1 + x).
  float hour_support_ = 0;                // Of the hour that runs, up to the bucket before.
  float level_ = 0;                       // Support an hour.
  float level_before_ = 0;                // What it was an hour ago.
  float hours_known_ = 0;
  Bucket now_ = 0;
};

}  // namespace vigie::signal
