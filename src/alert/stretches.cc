#include "alert/stretches.h"

#include <algorithm>

namespace vigie::alert {
namespace {

constexpr std::string_view kNames[] = {"heard", "down", "lost", "behind"};

struct Sum {
  double heard = 0;  // Microseconds, of all sources.
  double meant = 0;
};

void add(const Stretch& stretch, Time from, Micros step, std::vector<Sum>& sums) {
  const Time begin = std::max(stretch.from, from);
  const Time end = std::min(stretch.to, from + static_cast<std::int64_t>(sums.size()) * step);
  for (Time at = begin; at < end;) {
    const auto place = (at - from) / step;
    const Time next = std::min(end, from + (place + 1) * step);
    const auto length = static_cast<double>((next - at).count());
    auto& sum = sums[static_cast<std::size_t>(place)];
    sum.meant += length;
    if (stretch.hearing == Hearing::kHeard) sum.heard += length;
    at = next;
  }
}

}  // namespace

std::string_view name_of(Hearing hearing) { return kNames[static_cast<std::size_t>(hearing)]; }

std::optional<Hearing> hearing_of(std::string_view name) {
  const auto found = std::find(std::begin(kNames), std::end(kNames), name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<Hearing>(found - std::begin(kNames));
}

void Stretches::set(Time from, Time to, Hearing hearing) {
  if (from >= to) return;
  auto first = std::partition_point(all_.begin(), all_.end(), [&](const Stretch& one) { return one.to < from; });
  Stretch fresh{from, to, hearing};
  std::vector<Stretch> left;  // Of those that are reached, with the new one.
  auto last = first;
  std::optional<Stretch> after;
  for (; last != all_.end() && last->from <= to; ++last) {
    if (last->hearing == hearing) {
      fresh.from = std::min(fresh.from, last->from);
      fresh.to = std::max(fresh.to, last->to);
      continue;
    }
    if (last->from < from) left.push_back({last->from, from, last->hearing});
    if (last->to > to) after = Stretch{to, last->to, last->hearing};
  }
  left.push_back(fresh);
  if (after) left.push_back(*after);
  first = all_.erase(first, last);
  all_.insert(first, left.begin(), left.end());
  if (all_.size() > kStretchesMax) {
    all_.erase(all_.begin(), all_.begin() + static_cast<std::ptrdiff_t>(all_.size() - kStretchesMax));
  }
}

void Stretches::cut(Time at) {
  while (!all_.empty() && all_.back().from >= at) all_.pop_back();
  if (!all_.empty()) all_.back().to = std::min(all_.back().to, at);
}

std::vector<Stretch> Stretches::within(Time from, Time to) const {
  std::vector<Stretch> out;
  auto at = std::partition_point(all_.begin(), all_.end(), [&](const Stretch& one) { return one.to <= from; });
  for (; at != all_.end() && at->from < to; ++at) {
    out.push_back({std::max(at->from, from), std::min(at->to, to), at->hearing});
  }
  return out;
}

std::optional<Time> Stretches::end_of(Time at, Hearing hearing) const {
  const auto found = std::partition_point(all_.begin(), all_.end(), [&](const Stretch& one) { return one.to <= at; });
  const bool is_it = found != all_.end() && found->from <= at && found->hearing == hearing;
  return is_it ? std::optional(found->to) : std::nullopt;
}

Shares shares_of(std::span<const SourceCoverage> sources, Time from, Micros step, std::size_t count) {
  std::vector<Sum> sums(count);
  for (const auto& source : sources) {
    for (const auto& stretch : source.stretches) add(stretch, from, step, sums);
  }
  Shares out(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (sums[i].meant > 0) out[i] = sums[i].heard / sums[i].meant;
  }
  return out;
}

std::vector<Gap> gaps_of(std::span<const SourceCoverage> sources) {
  std::vector<Gap> out;
  for (const auto& source : sources) {
    for (const auto& one : source.stretches) {
      if (one.hearing != Hearing::kHeard) out.push_back({one.from, one.to, one.hearing, source.name});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Gap& left, const Gap& right) { return left.from < right.from; });
  return out;
}

Covered::Covered(std::span<const Gap> gaps) {
  for (const auto& gap : gaps) {
    if (!gaps_.empty() && gap.from <= gaps_.back().to) {
      gaps_.back().to = std::max(gaps_.back().to, gap.to);
    } else {
      gaps_.push_back({gap.from, gap.to, gap.hearing});
    }
  }
}

bool Covered::is_whole(Time from, Time to) const {
  const auto next =
      std::partition_point(gaps_.begin(), gaps_.end(), [&](const Stretch& gap) { return gap.to <= from; });
  return next == gaps_.end() || next->from >= to;
}

}  // namespace vigie::alert
