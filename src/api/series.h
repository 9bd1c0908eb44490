// What can be asked of any query, saved or not: its series, its tops, its posts.
// Threads: job threads. Errors: as the parameters' readers and the store say.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "api/call.h"
#include "judgement/relevances.h"

namespace vigie::api {

// The post of that key; null: it is gone.
nlohmann::json hit_json(const Call& call, std::string_view source, std::string_view id);

Answered series_reply(const Call& call, const query::Query& query);
Answered tops_reply(const Call& call, const query::Query& query);
Answered page_reply(const Call& call, const query::Query& query);
// The posts of a watch, each with the mood toward what it asks for; what its judge hides is passed over and counted,
// unless it is asked for.
Answered watch_page_reply(const Call& call, const query::Query& query, const judgement::Judge* judge);

}  // namespace vigie::api
