#include "rehearsal/rehearse.h"

#include <algorithm>

namespace vigie::rehearsal {
namespace {

constexpr std::size_t kItemsAtOnce = 4'096;

}  // namespace

Outcome rehearse(const Scenario& scenario, const PlayOptions& options, std::span<const Act> acts, Micros until,
                 Micros step) {
  until = std::min(until, scenario.duration());
  Play play(scenario, options);
  for (const auto& act : acts) play.act(act, options.base + act.at);
  Score score(scenario);
  post::Batch batch;
  std::vector<Truth> truths;
  while (play.until(options.base + until, batch, &truths, kItemsAtOnce) > 0) {
    for (std::size_t i = 0; i < batch.size(); ++i) score.hear(batch.items()[i], truths[i]);
    batch.clear();
    truths.clear();
  }
  return {options.policy, score.curve(step, until), score.figures(play.acts(), until)};
}

Outcome rehearse(const Scenario& scenario, const PlayOptions& options, Micros until, Micros step) {
  return rehearse(scenario, options, {}, until, step);
}

std::vector<Outcome> rehearse_each(const Scenario& scenario, const PlayOptions& options, Micros until) {
  std::vector<Outcome> out;
  if (scenario.policies().empty()) return out;
  for (const auto policy : {Policy::kAbsent, Policy::kDeletes, Policy::kPresent}) {
    PlayOptions each = options;
    each.policy = policy;
    out.push_back(rehearse(scenario, each, until));
  }
  return out;
}

const Bilingual& teaches() {
  static const Bilingual kWords = {
      "Cet exercice apprend à regarder et à répondre ; il ne prédit rien. Son public est inventé, et ses règles sont "
      "des "
      "nombres que l’on peut lire.",
      "This rehearsal teaches how to look and how to answer; it forecasts nothing. Its public is invented, and its "
      "rules "
      "are numbers that anyone can read."};
  return kWords;
}

}  // namespace vigie::rehearsal
