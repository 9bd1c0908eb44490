#include "api/desk_people.h"

namespace vigie::api {

std::string token_person_id(std::int64_t token) { return "token:" + std::to_string(token); }

Result<void> let_go(const Call& call, const std::string& person_id) {
  const auto& parts = call.api.parts();
  auto ok = parts.office ? parts.office->desk().let_go(person_id) : Result<void>{};
  const auto sealed = std::static_pointer_cast<Office>(parts.room.tenant());
  if (ok && sealed) ok = sealed->desk().let_go(person_id);
  return ok;
}

}  // namespace vigie::api
