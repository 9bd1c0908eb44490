#include "rehearsal/score.h"

#include <algorithm>
#include <cmath>

#include "rehearsal/rhythm.h"
#include "rehearsal/script.h"

namespace vigie::rehearsal {
namespace {

constexpr Micros kMinute = std::chrono::minutes(1);
constexpr std::size_t kHour = 60;
constexpr std::size_t kSmoothed = 3 * kHour;
constexpr std::uint64_t kLeastPosts = 20;
constexpr double kZ = 3.291;         // 99.9 %.
constexpr double kLeastAwake = 0.4;  // Below, it is night.

// Wilson (1927): the ends of the interval of a share.
struct Interval {
  double low, high;
};
Interval wilson(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return {0, 1};
  const auto n = static_cast<double>(whole);
  const double p = static_cast<double>(part) / n;
  const double middle = (p + kZ * kZ / (2 * n)) / (1 + kZ * kZ / n);
  const double half = kZ / (1 + kZ * kZ / n) * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  return {middle - half, middle + half};
}

}  // namespace

bool turn_left(std::uint64_t critical, std::uint64_t posts, std::uint64_t usual_critical, std::uint64_t usual_posts) {
  return posts >= kLeastPosts && wilson(critical, posts).low > wilson(usual_critical, usual_posts).high;
}

Score::Score(const Scenario& scenario)
    : scenario_(scenario), minutes_(static_cast<std::size_t>(scenario.duration() / kMinute) + 1) {}

std::size_t Score::minute_of(Micros at) const {
  return std::min(static_cast<std::size_t>(std::max(at, Micros{0}) / kMinute), minutes_.size() - 1);
}

void Score::hear(const post::Item& item, const Truth& truth) {
  if (item.act != post::Act::kSay || item.post.edited_at) return;
  if (truth.intent == Intent::kChat || truth.intent == Intent::kAnswer) return;
  auto& minute = minutes_[minute_of(truth.at)];
  const bool critical = truth.mood == post::Mood::kNegative;
  ++minute.posts;
  minute.critical += critical ? 1U : 0U;
  minute.pasted += critical && truth.copied ? 1U : 0U;
  if (truth.at < scenario_.opening()) return;
  if (truth.intent == Intent::kDefend) {
    ++minute.defence;
    if (defender_ids_.emplace(item.post.author.id).second) defenders_.emplace_back(truth.at, item.post.author.id);
  }
  if (item.post.kind == post::Kind::kRepost || truth.copied) return;
  if ((critical || truth.intent == Intent::kAsk) && wanted_.emplace(item.post.id).second)
    wanted_at_.push_back(truth.at);
}

std::vector<CurvePoint> Score::curve(Micros step, Micros until) const {
  std::vector<CurvePoint> out;
  const Micros end = std::min(until, scenario_.duration());
  for (Micros at = scenario_.opening(); at < end; at += step) {
    CurvePoint point{at};
    for (std::size_t i = minute_of(at); i < minutes_.size() && kMinute * static_cast<int>(i) < at + step; ++i) {
      point.posts += minutes_[i].posts;
      point.critical += minutes_[i].critical;
      point.defence += minutes_[i].defence;
    }
    out.push_back(point);
  }
  return out;
}

void Score::count_acts(std::span<const Act> acts, Micros until, Figures& out) const {
  std::set<std::string_view> answered;
  for (const auto& act : acts) {
    if (act.at > until || act.at < scenario_.opening()) continue;
    if (act.kind == ActKind::kRemoved) ++out.removals;
    if (act.kind == ActKind::kLetStand) ++out.let_stand;
    if (act.kind != ActKind::kAnswered) continue;
    if (!out.first_answer) out.first_answer = act.at - scenario_.opening();
    if (wanted_.contains(act.post)) answered.insert(act.post);
  }
  out.answered = answered.size();
  out.wanted =
      static_cast<std::uint64_t>(std::upper_bound(wanted_at_.begin(), wanted_at_.end(), until) - wanted_at_.begin());
  out.answered_share = out.wanted == 0 ? 0 : static_cast<double>(out.answered) / static_cast<double>(out.wanted);
}

// The usual level is that of the days before the opening.
void Score::find_detection(std::size_t until, Figures& out) const {
  const auto opening = minute_of(scenario_.opening());
  std::uint64_t usual_posts = 0;
  std::uint64_t usual_critical = 0;
  for (std::size_t i = 0; i < opening; ++i) {
    usual_posts += minutes_[i].posts - minutes_[i].pasted;
    usual_critical += minutes_[i].own_words();
  }
  std::uint64_t posts = 0;
  std::uint64_t critical = 0;
  for (std::size_t i = opening; i < until; ++i) {
    posts += minutes_[i].posts - minutes_[i].pasted;
    critical += minutes_[i].own_words();
    if (i >= opening + kHour) {
      posts -= minutes_[i - kHour].posts - minutes_[i - kHour].pasted;
      critical -= minutes_[i - kHour].own_words();
    }
    if (!turn_left(critical, posts, usual_critical, usual_posts)) continue;
    out.detect = kMinute * static_cast<int>(i + 1 - opening);
    return;
  }
}

void Score::find_peak(std::size_t until, Figures& out) const {
  const auto opening = minute_of(scenario_.opening());
  std::uint64_t critical = 0;
  for (std::size_t i = opening; i < until; ++i) {
    critical += minutes_[i].own_words();
    if (i >= opening + kHour) critical -= minutes_[i - kHour].own_words();
    if (critical <= out.peak) continue;
    out.peak = critical;
    out.peak_at = kMinute * static_cast<int>(i + 1 - opening);
  }
}

// Of three hours each, by how awake the public is: a night is no end of a crisis.
void Score::find_half_life(std::size_t until, Figures& out) const {
  const auto opening = minute_of(scenario_.opening());
  double highest = 0;
  std::size_t highest_at = 0;
  double critical = 0;
  double awake = 0;
  for (std::size_t i = opening; i < until; ++i) {
    const auto awake_at = [&](std::size_t minute) {
      return wakefulness(scenario_.script(), kMinute * static_cast<int>(minute));
    };
    critical += minutes_[i].own_words();
    awake += awake_at(i);
    if (i < opening + kSmoothed) continue;
    critical -= minutes_[i - kSmoothed].own_words();
    awake -= awake_at(i - kSmoothed);
    if (awake < kLeastAwake * kSmoothed) continue;
    const double height = critical / awake;
    if (height > highest) {
      highest = height;
      highest_at = i;
      out.half_life.reset();
    } else if (!out.half_life && height <= highest / 2) {
      out.half_life = kMinute * static_cast<int>(i - highest_at);
    }
  }
}

Figures Score::figures(std::span<const Act> acts, Micros until) const {
  Figures out;
  const auto end = minute_of(std::min(until, scenario_.duration()));
  count_acts(acts, until, out);
  out.defenders = static_cast<std::uint64_t>(
      std::count_if(defenders_.begin(), defenders_.end(), [&](const auto& each) { return each.first <= until; }));
  find_detection(end, out);
  find_peak(end, out);
  find_half_life(end, out);
  return out;
}

}  // namespace vigie::rehearsal
