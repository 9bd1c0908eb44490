// The public pages of the place, and what goes wrong there: a page too, in the brand's name and the reader's language.
// Threads: pages by jobs; place_trouble() by any, it waits for nothing. Errors: as every route's.
#pragma once

#include "api/call.h"

namespace vigie::api {

// Whether the request is for a public page, whatever answers it.
bool asks_place(const net::Request& request);

// `problem` as a page; as it is, where the place has no name yet.
net::Reply place_trouble(Office& office, const net::Request& request, const net::Reply& problem);

}  // namespace vigie::api
