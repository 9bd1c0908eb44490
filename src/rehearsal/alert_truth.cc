#include "rehearsal/alert_truth.h"

#include <algorithm>
#include <string>

#include "text/fold.h"

namespace vigie::rehearsal {
namespace {

constexpr std::uint64_t kMeantOneIn = 5;

bool holds_any(const std::string& folded, const std::vector<std::string>& marks) {
  return std::any_of(marks.begin(), marks.end(),
                     [&](const std::string& mark) { return folded.find(mark) != std::string::npos; });
}

}  // namespace

AlertTruth::AlertTruth(const Scenario& scenario) : scenario_(scenario), heard_(scenario.incidents().size()) {
  for (auto& heard : heard_) heard.meant.resize(scenario.watches().size());
}

void AlertTruth::hear(const post::Item& item, const Truth& truth) {
  if (item.act != post::Act::kSay || item.post.edited_at || truth.incident >= heard_.size()) return;
  auto& heard = heard_[truth.incident];
  if (heard.posts.size() >= kTruthPostsMax) return;
  heard.posts.push_back(truth.at);
  if (item.post.text.empty()) return;
  ++heard.worded;
  const auto folded = text::fold(std::string(item.post.title) + " " + std::string(item.post.text));
  for (std::size_t i = 0; i < heard.meant.size(); ++i) {
    if (holds_any(folded, scenario_.watches()[i].marks)) ++heard.meant[i];
  }
}

bool AlertTruth::is_of(std::size_t incident, std::size_t watch) const {
  const auto& heard = heard_.at(incident);
  return heard.worded > 0 && heard.meant.at(watch) * kMeantOneIn >= heard.worded;
}

std::uint64_t AlertTruth::posts_before(std::size_t incident, Micros at) const {
  const auto& posts = heard_.at(incident).posts;
  return static_cast<std::uint64_t>(std::lower_bound(posts.begin(), posts.end(), at) - posts.begin());
}

}  // namespace vigie::rehearsal
