// Those who work at the desk, by the ids that the desk knows them under: an account's own, or one of these.
// Threads: any. Errors: what the desk says.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "api/api.h"
#include "base/result.h"

namespace vigie::api {

constexpr std::string_view kOperatorId = "operator";  // Who acts before there are accounts, or by the machine itself.
std::string token_person_id(std::int64_t token);

// What they had taken is open to the others again, in every house.
Result<void> let_go(const Call& call, const std::string& person_id);

}  // namespace vigie::api
