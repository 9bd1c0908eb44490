// The XML feeds: RSS 0.9x to 2.0, RSS 1.0, Atom 0.3 and 1.0, CDF.
// Threads: pure functions. Errors: no feed.
#pragma once

#include <string_view>

#include "base/result.h"
#include "protocol/feed.h"

namespace vigie::protocol {

Result<Feed> parse_xml_feed(std::string_view utf8, const FeedOptions& options);

}  // namespace vigie::protocol
