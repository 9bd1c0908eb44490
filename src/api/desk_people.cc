#include "api/desk_people.h"

namespace vigie::api {

std::string token_person_id(std::string_view token_name) { return "token:" + std::string(token_name); }

Result<void> let_go(const Call& call, const std::string& person_id) {
  const auto& parts = call.api.parts();
  auto ok = parts.office ? parts.office->desk().let_go(person_id) : Result<void>{};
  const auto sealed = std::static_pointer_cast<Office>(parts.room.tenant());
  if (ok && sealed) ok = sealed->desk().let_go(person_id);
  return ok;
}

}  // namespace vigie::api
