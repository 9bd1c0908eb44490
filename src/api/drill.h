// The rehearsal that is played, as the API tells it.
// Threads: pure functions. Errors: none.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "watch/rehearsal_room.h"

namespace vigie::api {

nlohmann::json drill_json(const std::optional<watch::Performance>& performance);  // Nothing played: null.

}  // namespace vigie::api
