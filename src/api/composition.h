// What a part of a watch's posts is about: GET /watches/{watch}/composition.
// Threads: job threads. Errors: as the parameters' readers and the store say.
#pragma once

#include "api/call.h"

namespace vigie::api {

// The part is `mood` (negative, neutral, positive) or a query, `within`; without either the negative ones.
Answered composition_reply(const Call& call, const query::Query& query);

}  // namespace vigie::api
