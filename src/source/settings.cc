#include "source/settings.h"

#include <algorithm>

namespace vigie::source {

Result<Settings> Settings::parse(const std::vector<std::string>& texts, const std::string& time_format) {
  auto assignments = protocol::parse_assignments(texts);
  if (!assignments) return assignments.error();
  auto times = protocol::TimeFormat::parse(time_format);
  if (!times) return times.error();
  Settings out;
  out.assignments_ = std::move(*assignments);
  out.times_ = std::move(*times);
  post::Item trial;
  Arena arena;
  if (auto ok = out.apply(trial, arena); !ok) return ok.error();
  return out;
}

bool Settings::names(post::Field field) const {
  return std::any_of(assignments_.begin(), assignments_.end(), [&](const auto& each) { return each.field == field; });
}

Result<void> Settings::apply(post::Item& item, Arena& arena) const {
  for (const auto& assignment : assignments_) {
    if (item.act != post::Act::kSay && assignment.field != post::Field::kSource) continue;
    if (auto ok = protocol::set_field(item.post, assignment.field, assignment.value, times_, arena); !ok) return ok;
  }
  return {};
}

}  // namespace vigie::source
