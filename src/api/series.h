// What can be asked of any query, saved or not: its series, its tops, its posts.
// Threads: job threads. Errors: as the parameters' readers and the store say.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "api/call.h"

namespace vigie::api {

// The post of that key; null: it is gone.
nlohmann::json hit_json(const Call& call, std::string_view source, std::string_view id);

Answered series_reply(const Call& call, const query::Query& query);
Answered tops_reply(const Call& call, const query::Query& query);
Answered page_reply(const Call& call, const query::Query& query);
// With the mood toward what the query asks for, post by post.
Answered toward_page_reply(const Call& call, const query::Query& query);

}  // namespace vigie::api
