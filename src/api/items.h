// POST /posts with items as the log keeps them (`doc/formats/items.md`): what a command on the same machine
// hands over. Threads: a job's. Errors: as every route's.
#pragma once

#include "api/call.h"

namespace vigie::api {

bool holds_items(const net::Request& request);  // By its Content-Type.
Answered take_items(const Call& call);

// `source:place` finds it, in whatever letters it is written: only the pages of our own place say such posts.
bool is_of_place(std::string_view source);

}  // namespace vigie::api
