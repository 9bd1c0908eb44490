#include "alert/pace.h"

#include <algorithm>

#include "alert/minute.h"

namespace vigie::alert {
namespace {

constexpr Micros kWindowMin = std::chrono::minutes(10);
constexpr Micros kWindowMax = std::chrono::hours(6);
constexpr int kWindowsInLength = 24;
constexpr double kRise = 1.5;
constexpr double kStandardErrors = 2;
constexpr double kValley = 1.0 / 2;     // Of the lower peak.
constexpr double kPeakShare = 1.0 / 2;  // Of the highest.

}  // namespace

Micros pace_window(Micros length) {
  return std::chrono::floor<std::chrono::minutes>(std::clamp(length / kWindowsInLength, kWindowMin, kWindowMax));
}

Pace::Pace(Time from, const std::vector<Minute>& minutes, Micros window)
    : from_(from), window_(std::max<std::ptrdiff_t>(2, window / kMinute)), posts_{0}, usual_{0}, deaf_{0} {
  posts_.reserve(minutes.size() + 1);
  usual_.reserve(minutes.size() + 1);
  for (const auto& minute : minutes) {
    posts_.push_back(posts_.back() + (minute.is_heard ? minute.posts : 0));
    usual_.push_back(usual_.back() + (minute.is_heard ? static_cast<double>(minute.usual) : 0));
    deaf_.push_back(deaf_.back() + (minute.is_heard ? 0 : 1));
  }
}

std::size_t Pace::place_of(Time at) const {
  const auto minutes = static_cast<std::int64_t>(posts_.size()) - 1;
  return static_cast<std::size_t>(std::clamp<std::int64_t>((at - from_) / kMinute, 0, minutes));
}

std::uint64_t Pace::posts_in(std::ptrdiff_t from, std::ptrdiff_t to) const {
  const auto end = static_cast<std::ptrdiff_t>(posts_.size()) - 1;
  const auto at = [&](std::ptrdiff_t place) {
    return posts_[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(place, 0, end))];
  };
  return at(to) - at(from);
}

std::ptrdiff_t Pace::deaf_in(std::ptrdiff_t from, std::ptrdiff_t to) const {
  const auto end = static_cast<std::ptrdiff_t>(deaf_.size()) - 1;
  const auto at = [&](std::ptrdiff_t place) {
    return deaf_[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(place, 0, end))];
  };
  return at(to) - at(from);
}

std::ptrdiff_t Pace::heard_in(std::ptrdiff_t from, std::ptrdiff_t to) const {
  const auto end = static_cast<std::ptrdiff_t>(posts_.size()) - 1;
  return std::clamp<std::ptrdiff_t>(to, 0, end) - std::clamp<std::ptrdiff_t>(from, 0, end) - deaf_in(from, to);
}

// A window that reaches beyond what is known is as long as what is known of it.
double Pace::per_hour(std::ptrdiff_t from, std::ptrdiff_t to) const {
  const auto minutes = heard_in(from, to);
  return minutes <= 0 ? 0 : static_cast<double>(posts_in(from, to)) * 60 / static_cast<double>(minutes);
}

double Pace::usual_around(std::size_t place) const {
  const auto end = static_cast<std::ptrdiff_t>(usual_.size()) - 1;
  const auto from = std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(place) - window_ / 2, 0, end);
  const auto to = std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(place) + (window_ + 1) / 2, 0, end);
  const auto minutes = heard_in(from, to);
  if (minutes <= 0) return 0;
  return (usual_[static_cast<std::size_t>(to)] - usual_[static_cast<std::size_t>(from)]) * 60 /
         static_cast<double>(minutes);
}

bool Pace::is_known(Time at) const {
  const auto place = static_cast<std::ptrdiff_t>(place_of(at));
  return deaf_in(place, place + 1) == 0 && deaf_in(place - window_ / 2, place + (window_ + 1) / 2) * 2 <= window_;
}

double Pace::around(Time at) const {
  const auto place = static_cast<std::ptrdiff_t>(place_of(at));
  return per_hour(place - window_ / 2, place + (window_ + 1) / 2);
}

double Pace::before(Time at) const {
  const auto place = static_cast<std::ptrdiff_t>(place_of(at));
  return per_hour(place - window_, place);
}

double Pace::after(Time at) const {
  const auto place = static_cast<std::ptrdiff_t>(place_of(at));
  return per_hour(place, place + window_);
}

bool Pace::rises_at(Time at) const {
  const auto place = static_cast<std::ptrdiff_t>(place_of(at));
  const auto minutes_was = static_cast<double>(window_ - deaf_in(place - window_, place));
  const auto minutes_is = static_cast<double>(window_ - deaf_in(place, place + window_));
  if (std::min(minutes_was, minutes_is) * 2 < static_cast<double>(window_)) return false;
  // Each as often as the other was heard, so that they compare.
  const auto was = static_cast<double>(posts_in(place - window_, place)) * minutes_is;
  const auto is = static_cast<double>(posts_in(place, place + window_)) * minutes_was;
  const double variance = is * minutes_was + was * minutes_is;
  return is >= kRise * was && (is - was) * (is - was) > kStandardErrors * kStandardErrors * variance && is > was;
}

std::vector<Pace::Peak> Pace::peaks(Time from, Time to) const {
  std::vector<Peak> out;
  Peak high{from, is_known(from) ? around(from) : 0};
  double low = high.pace;
  bool is_up = true;  // What runs is a peak, not the way to a valley.
  for (Time at = from + kMinute; at < to; at += kMinute) {
    if (!is_known(at)) continue;
    const double pace = around(at);
    if (is_up) {
      if (pace > high.pace) high = {at, pace};
      if (pace > kValley * high.pace) continue;
      out.push_back(high);
      is_up = false;
      low = pace;
    } else {
      low = std::min(low, pace);
      if (pace * kValley < low || pace == 0) continue;
      high = {at, pace};
      is_up = true;
    }
  }
  if (is_up && high.pace > 0) out.push_back(high);
  const auto highest = std::max_element(out.begin(), out.end(),
                                        [](const Peak& left, const Peak& right) { return left.pace < right.pace; });
  if (highest == out.end()) return out;
  const double least = highest->pace * kPeakShare;
  std::erase_if(out, [&](const Peak& peak) { return peak.pace < least || peak.pace == 0; });
  if (out.size() > kPeaksMax) {
    std::stable_sort(out.begin(), out.end(),
                     [](const Peak& left, const Peak& right) { return left.pace > right.pace; });
    out.resize(kPeaksMax);
    std::sort(out.begin(), out.end(), [](const Peak& left, const Peak& right) { return left.at < right.at; });
  }
  return out;
}

std::optional<Time> Pace::half_after(const Peak& peak, Time to) const {
  const double above = peak.pace - usual_around(place_of(peak.at));
  std::optional<Time> since;
  bool was_known = true;  // Just before: then it is known when it fell.
  bool is_seen = true;
  for (Time at = peak.at + kMinute; at < to; at += kMinute) {
    if (!is_known(at)) {
      since.reset();
      was_known = false;
      continue;
    }
    const bool is_half = around(at) - usual_around(place_of(at)) <= above / 2;
    if (!is_half) since.reset();
    if (is_half && !since) {
      since = at;
      is_seen = was_known;
    }
    was_known = true;
    if (since && at - *since >= window_ * kMinute) return is_seen ? since : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace vigie::alert
