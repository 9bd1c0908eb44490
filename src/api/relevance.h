// The parameter by which lists and streams of a watch show what is hidden as not about it.
// Threads: a job's. Errors: a value that is not one of its two.
#pragma once

#include "api/call.h"

namespace vigie::api {

Result<bool> shows_hidden(const Call& call);  // `hidden=show`

}  // namespace vigie::api
