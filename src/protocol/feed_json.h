// JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).
// Threads: pure functions. Errors: no JSON, or no feed.
#pragma once

#include <string_view>

#include "base/result.h"
#include "protocol/feed.h"

namespace vigie::protocol {

Result<Feed> parse_json_feed(std::string_view utf8, const FeedOptions& options);

}  // namespace vigie::protocol
