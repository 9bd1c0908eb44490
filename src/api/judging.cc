#include "api/judging.h"

#include <optional>

#include "api/desk_people.h"

namespace vigie::api {

judgement::Colleague colleague_of(const Call& call) {
  const auto& caller = call.caller;
  judgement::Colleague out{caller.account, caller.display_name.empty() ? caller.name : caller.display_name};
  if (out.id.empty()) out.id = caller.token == 0 ? std::string(kOperatorId) : token_person_id(caller.token);
  if (out.name.empty()) out.name = kOperatorId;
  return out;
}

std::vector<watch::AboutUs> LiveRelevance::read(const query::Document& document,
                                                std::span<const watch::WatchId> watches) const {
  std::vector<watch::AboutUs> out;
  if (watches.empty() || !relevances_.has_judges()) return out;
  std::optional<relevance::Features> features;  // Of the post, whatever the watch.
  for (const watch::WatchId watch : watches) {
    const auto judge = relevances_.judge(watch);
    if (!judge) continue;
    if (!features) {
      features = relevance::features_of(*document.post, *document.words, document.reading.language);
    }
    const double p = judge->read(*document.post, *features);
    out.push_back({watch, p, judge->hides(p)});
  }
  return out;
}

}  // namespace vigie::api
