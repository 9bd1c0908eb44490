#include "api/desk_surroundings.h"

namespace vigie::api {

std::vector<query::Query> DeskSurroundings::watched() const {
  std::vector<query::Query> out;
  for (const auto& watch : house_.watches().list()->watches) out.push_back(watch->query);
  return out;
}

std::vector<query::Query> DeskSurroundings::newly_watched() {
  const auto list = house_.watches().list();
  std::vector<query::Query> out;
  if (seen_ && seen_ != list) {
    for (const auto& watch : list->watches) {
      const auto* before = seen_->find(watch->id);
      if (before == watch.get()) continue;
      if (before == nullptr || before->said.query != watch->said.query) out.push_back(watch->query);
    }
  }
  seen_ = list;
  return out;
}

}  // namespace vigie::api
