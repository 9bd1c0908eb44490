// An alert as the API, and webhooks, tell it. Threads: pure functions. Errors: none.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "alert/alert.h"

namespace vigie::alert {

nlohmann::json json_of(const Alert& alert);

}  // namespace vigie::alert
