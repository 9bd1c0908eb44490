// Tags that name one state of what is read (RFC 9110 §8.8.3): whoever holds the tag need not read it
// again, and changes nothing that somebody else has changed meanwhile.
// Threads: pure functions. Errors: none.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "net/http.h"

namespace vigie::api {

std::string etag_of(std::string_view bytes);  // With its quotes.

// Does one of the tags of an `If-None-Match` or `If-Match`, or `*`, name this state? A tag that a proxy has
// weakened does.
bool names_etag(std::string_view tags, std::string_view etag);

// As json_reply(), with its tag; 304 where the request reads, and holds it already.
net::Reply tagged_reply(const net::Request& request, const nlohmann::json& json);

}  // namespace vigie::api
