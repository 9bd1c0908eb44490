// Replies as the API gives them: JSON, or a problem (RFC 9457).
// Threads: pure functions. Errors: none.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "net/http.h"
#include "query/query.h"
#include "store/answers.h"

namespace vigie::api {

net::Reply json_reply(const nlohmann::json& json, int status = 200);
net::Reply json_reply(std::string text, int status = 200);

net::Reply done_reply();  // 204: there is nothing to say.

net::Reply problem_reply(int status, std::string_view detail);
net::Reply problem_reply(const Error& error);
net::Reply problem_reply(const query::Problem& problem);  // With the members of problem_json().

nlohmann::json problem_json(const query::Problem& problem);
nlohmann::json warning_json(const query::Warning& warning);

nlohmann::json time_or_null(const std::optional<Time>& time);
nlohmann::json count_json(const store::Count& count);

}  // namespace vigie::api
