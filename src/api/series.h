// What can be asked of any query, saved or not: its series, its tops, its posts.
// Threads: job threads. Errors: as the parameters' readers and the store say.
#pragma once

#include "api/call.h"

namespace vigie::api {

Answered series_reply(const Call& call, const query::Query& query);
Answered tops_reply(const Call& call, const query::Query& query);
Answered page_reply(const Call& call, const query::Query& query);

}  // namespace vigie::api
