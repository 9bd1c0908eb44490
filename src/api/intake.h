// Posts that are handed over by HTTP: an array, or one a line. Each is told its fate once all are durable.
// Threads: an intake job. Errors: a body that holds no posts at all; a house that closes, or whose disk refuses.
#pragma once

#include "api/call.h"

namespace vigie::api {

Answered take_in(const Call& call);

}  // namespace vigie::api
