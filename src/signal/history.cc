#include "signal/history.h"

#include <algorithm>
#include <cmath>

namespace vigie::signal {
namespace {

constexpr float kLevelHours = 72;  // The level is the mean of so many.
constexpr float kHourScale = 8;
constexpr std::uint32_t kHoursClosed = 7 * 24;  // Of a longer silence, the level alone is worth closing.

std::uint8_t packed(float count) {
  return static_cast<std::uint8_t>(std::min(255.0F, std::round(kHourScale * std::log2(1 + count))));
}
float unpacked(std::uint8_t packed) { return std::exp2(static_cast<float>(packed) / kHourScale) - 1; }

}  // namespace

void History::begin(Bucket now, float usual_an_hour, float hours_known) {
  *this = {};
  now_ = now;
  level_ = usual_an_hour;
  level_before_ = usual_an_hour;
  hours_known_ = hours_known;
}

void History::close_hour(std::uint32_t hour_of_day) {
  hours_known_ = std::min(hours_known_ + 1, kLevelHours);
  level_before_ = level_;
  level_ += (hour_support_ - level_) / hours_known_;
  auto& hour = hours_[hour_of_day];
  const float before = unpacked(hour);
  hour = packed(hour == 0 ? hour_support_ : (before + hour_support_) / 2);
  hour_support_ = 0;
  voices_before_ = voices_;
  clusters_before_ = clusters_;
  voices_ = {};
  clusters_ = {};
}

void History::advance(Bucket now) {
  if (now <= now_) return;
  if (now - now_ > kHoursClosed * kBucketsAnHour) now_ = now - kHoursClosed * kBucketsAnHour;
  while (now_ < now) {
    hour_support_ += buckets_[now_ % kBucketsAnHour].support();
    if ((now_ + 1) % kBucketsAnHour == 0) close_hour(now_ / kBucketsAnHour % 24);
    ++now_;
    buckets_[now_ % kBucketsAnHour] = {};
  }
}

void History::hear(std::uint64_t voice, std::uint64_t cluster) {
  auto& bucket = buckets_[now_ % kBucketsAnHour];
  bucket.posts += 1;
  bucket.voices += voices_.add(voice, voices_before_);
  bucket.clusters += clusters_.add(cluster, clusters_before_);
}

void History::credit(Bucket at, const Heard& heard) {
  if (at > now_ || now_ - at >= kBucketsAnHour) at = now_;
  auto& bucket = buckets_[at % kBucketsAnHour];
  bucket.posts += heard.posts;
  bucket.voices += heard.voices;
  bucket.clusters += heard.clusters;
}

Heard History::last(std::uint32_t buckets) const {
  Heard out;
  for (std::uint32_t i = 0; i < buckets; ++i) {
    const auto& bucket = buckets_[(now_ - i) % kBucketsAnHour];
    out.posts += bucket.posts;
    out.voices += bucket.voices;
    out.clusters += bucket.clusters;
  }
  return out;
}

Bucket History::first_heard(std::uint32_t buckets) const {
  for (std::uint32_t i = buckets; i-- > 0;) {
    if (buckets_[(now_ - i) % kBucketsAnHour].posts > 0) return now_ - i;
  }
  return now_;
}

float History::same_hour(Bucket now) const {
  const auto hour = now / kBucketsAnHour % 24;
  return unpacked(std::max(hours_[hour], hours_[(hour + 1) % 24]));
}

}  // namespace vigie::signal
