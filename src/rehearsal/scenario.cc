#include "rehearsal/scenario.h"

#include <algorithm>

#include "rehearsal/read_script.h"
#include "rehearsal/rhythm.h"
#include "rehearsal/script.h"

namespace vigie::rehearsal {

Result<Scenario> Scenario::parse(std::string_view toml) {
  auto script = read_script(toml);
  if (!script) return script.error();
  return Scenario(std::move(*script));
}

const std::string& Scenario::name() const { return script_->name; }
const Bilingual& Scenario::title() const { return script_->title; }
const Bilingual& Scenario::story() const { return script_->story; }
std::span<const std::string> Scenario::brands() const { return script_->brands; }
std::span<const SampleWatch> Scenario::watches() const { return script_->watches; }
std::span<const Incident> Scenario::incidents() const { return script_->incidents; }
std::span<const Gap> Scenario::gaps() const { return script_->gaps; }

const Gap* Scenario::gap_at(Micros at) const {
  const auto found = std::find_if(script_->gaps.begin(), script_->gaps.end(),
                                  [at](const Gap& gap) { return gap.begin <= at && at < gap.end; });
  return found == script_->gaps.end() ? nullptr : &*found;
}
Micros Scenario::duration() const { return script_->duration; }
Micros Scenario::opening() const { return script_->opening; }
double Scenario::expected_posts() const { return rehearsal::expected_posts(*script_) * script_->scale; }

const std::optional<OwnPlace>& Scenario::place() const { return script_->place; }
std::span<const NamedNumber> Scenario::reactions() const { return script_->reactions; }
std::span<const NamedNumber> Scenario::policies() const { return script_->policies; }

std::vector<Expert> Scenario::experts() const {
  std::vector<Expert> out;
  for (const auto& played : script_->experts) out.push_back(played.expert);
  return out;
}

Time Scenario::base_ending_by(Time end) const {
  // 1970 began on a Thursday.
  const Time monday = time_of_micros(0) + std::chrono::hours(4 * 24);
  const Micros start = std::chrono::minutes(script_->start_minute_of_week);
  const Micros latest = end - script_->duration - (monday + start);
  return monday + start + std::chrono::floor<std::chrono::duration<std::int64_t, std::ratio<7 * 86'400>>>(latest);
}

}  // namespace vigie::rehearsal
