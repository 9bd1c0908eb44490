#include "measure/exchange.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

namespace vigie::measure {
namespace {

constexpr std::array<std::string_view, 5> kFigures = {"contributions", "critical", "acknowledged", "unanswered",
                                                      "defended"};

bool is_newer(const Contribution& a, const Contribution& b) {
  return std::tie(b.said->at, a.said->source, a.said->id) < std::tie(a.said->at, b.said->source, b.said->id);
}

void note_first(std::optional<Time>& first, Time at) {
  if (!first || at < *first) first = at;
}

// Finds criticisms by source and id, which are borrowed from the posts.
class Criticisms {
 public:
  void add(Contribution& criticism) { by_id_.emplace(Key(criticism.said->source, criticism.said->id), &criticism); }

  // What an answer answers: its parent, or the post that began the thread.
  Contribution* answered_by(const Said& answer) const {
    auto* parent = find(answer.source, answer.parent);
    return parent != nullptr ? parent : find(answer.source, answer.root);
  }

 private:
  using Key = std::pair<std::string_view, std::string_view>;

  Contribution* find(std::string_view source, std::string_view id) const {
    const auto found = by_id_.find(Key(source, id));
    return found == by_id_.end() ? nullptr : found->second;
  }

  std::map<Key, Contribution*> by_id_;
};

}  // namespace

std::optional<Figure> figure_of(std::string_view name) {
  const auto* const found = std::find(kFigures.begin(), kFigures.end(), name);
  if (found == kFigures.end()) return std::nullopt;
  return static_cast<Figure>(found - kFigures.begin());
}

bool is_of(const Contribution& contribution, Figure figure) {
  const bool is_critical = contribution.said->is_critical;
  switch (figure) {
    case Figure::kContributions:
      return true;
    case Figure::kCritical:
      return is_critical;
    case Figure::kAcknowledged:
      return is_critical && contribution.acknowledged_at;
    case Figure::kUnanswered:
      return is_critical && !contribution.acknowledged_at && !contribution.defended_at;
    case Figure::kDefended:
      return is_critical && contribution.defended_at;
  }
  return false;
}

Exchange::Exchange(std::vector<Said> said) : said_(std::move(said)) {
  for (const auto& one : said_) {
    if (one.is_about && !one.is_ours && !one.is_repost) contributions_.push_back({&one, {}, {}});
  }
  std::sort(contributions_.begin(), contributions_.end(), is_newer);
  Criticisms criticisms;
  for (auto& one : contributions_) {
    if (one.said->is_critical) criticisms.add(one);
  }
  for (const auto& answer : said_) {
    auto* const criticism = criticisms.answered_by(answer);
    if (criticism == nullptr || answer.at < criticism->said->at) continue;
    if (answer.is_ours) {
      note_first(criticism->acknowledged_at, answer.at);
    } else if (!answer.is_paid && !answer.is_critical && !answer.is_repost &&
               (answer.author == 0 || answer.author != criticism->said->author)) {
      note_first(criticism->defended_at, answer.at);
    }
  }
  // Who comes after us follows; a defence is what came before us or without us.
  for (auto& one : contributions_) {
    if (one.acknowledged_at && one.defended_at && *one.defended_at > *one.acknowledged_at) one.defended_at.reset();
  }
}

Figures Exchange::figures() const { return figures(Time::min(), Time::max()); }

Figures Exchange::figures(Time from, Time to) const {
  Figures out;
  std::vector<Micros> waits;
  for (const auto& one : contributions_) {
    if (one.said->at < from || one.said->at >= to) continue;
    ++out.contributions;
    if (!one.said->is_critical) continue;
    ++out.critical;
    if (one.defended_at) ++out.defended;
    if (!one.acknowledged_at) continue;
    ++out.acknowledged;
    waits.push_back(*one.acknowledged_at - one.said->at);
  }
  if (waits.empty()) return out;
  const auto middle = waits.begin() + static_cast<std::ptrdiff_t>((waits.size() - 1) / 2);
  std::nth_element(waits.begin(), middle, waits.end());
  out.median_wait = *middle;
  return out;
}

}  // namespace vigie::measure
