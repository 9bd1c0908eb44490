#include "api/household.h"

#include "base/utf8.h"

namespace vigie::api {

Result<bool> Household::erase(std::string_view source, std::string_view id) { return house_.erase_post(source, id); }

Result<std::uint32_t> Household::watch(const std::string& name, const std::string& query) {
  for (const auto& watch : house_.watches().list()->watches) {
    if (watch->said.query == query) return watch->id;
  }
  watch::WatchDraft draft;
  draft.query = query;
  draft.name = name.substr(0, watch::kNameBytesMax);
  while (!is_utf8(draft.name)) draft.name.pop_back();  // Cut within a letter.
  const auto added = house_.watches().add(draft);
  if (!added) return added.error();
  house_.live().changed("watches");
  return (*added)->id;
}

void Household::changed() { house_.live().changed("place"); }

std::vector<std::string> Household::staff_names() const { return staff_ ? staff_() : std::vector<std::string>{}; }

}  // namespace vigie::api
