// A timeline as the API tells it, and its curve as a table. Threads: pure functions. Errors: none.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "alert/timeline.h"

namespace vigie::alert {

nlohmann::json json_of(const Timeline& timeline);
// `at,posts,voices,usual,written,critical,share`, a line a step; times are RFC 3339, in UTC.
std::string csv_of(const Timeline& timeline);

}  // namespace vigie::alert
