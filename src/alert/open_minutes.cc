#include "alert/open_minutes.h"

#include <algorithm>

namespace vigie::alert {
namespace {

Time last_of_span(Time minute) { return Time{} + ((minute.time_since_epoch() / kSpan) + 1) * kSpan - kMinute; }

}  // namespace

// Null: it is new, and there is none left.
template <typename Of>
Of* OpenMinutes::room_for(std::unordered_map<std::uint32_t, Of>& of_minute, std::uint32_t watch) {
  const auto known = of_minute.find(watch);
  if (known != of_minute.end()) return &known->second;
  if (entries_ >= entries_max_) return nullptr;
  ++entries_;
  return &of_minute[watch];
}

bool OpenMinutes::add_voice(Voices& voices, std::uint32_t author) {
  if (entries_ >= entries_max_) return false;
  const auto before = voices.held();
  voices.add(author);
  entries_ = entries_ + voices.held() - before;
  return true;
}

void OpenMinutes::add(std::span<const Heard> heard, Time open_from, Time now, const WasCovered& was_covered) {
  const Time last = std::max(open_from, minute_of(now));
  for (const auto& one : heard) {
    const Time said = Time{} + one.minute * kMinute;
    const Time minute = std::clamp(said, open_from, last);
    bool is_volume = true;
    if (said < open_from) {
      if (said < open_from - kLateMax) continue;
      is_volume = was_covered(said);
    }
    auto* counts = room_for(minutes_[minute], one.watch);
    if (counts == nullptr) {
      ++lost_;
      continue;
    }
    counts->written += one.is_repost ? 0 : 1;
    counts->critical += one.is_critical ? 1 : 0;
    if (!is_volume) continue;
    ++counts->posts;
    auto* of_span = room_for(spans_[last_of_span(minute)], one.watch);
    const bool is_counted = add_voice(counts->voices, one.author);
    if (of_span == nullptr || !add_voice(*of_span, one.author) || !is_counted) ++lost_;
  }
}

std::unordered_map<std::uint32_t, MinuteCounts> OpenMinutes::close(Time minute) {
  std::unordered_map<std::uint32_t, MinuteCounts> out;
  while (!minutes_.empty() && minutes_.begin()->first <= minute) {
    for (const auto& [watch, counts] : minutes_.begin()->second) {
      auto& sum = out[watch];
      sum.from = minute;
      sum.posts += counts.posts;
      sum.voices += counts.voices.count();
      sum.written += counts.written;
      sum.critical += counts.critical;
    }
    for (const auto& [watch, counts] : minutes_.begin()->second) entries_ -= 1 + counts.voices.held();
    minutes_.erase(minutes_.begin());
  }
  while (!spans_.empty() && spans_.begin()->first <= minute) {
    for (const auto& [watch, voices] : spans_.begin()->second) {
      out[watch].from = minute;
      out[watch].span_voices = voices.count();
    }
    for (const auto& [watch, voices] : spans_.begin()->second) entries_ -= 1 + voices.held();
    spans_.erase(spans_.begin());
  }
  return out;
}

}  // namespace vigie::alert
