// What the answers of a Mastodon server mean, beside their Statuses. Threads: pure functions. Errors: none.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace vigie::source {

bool means_no_stream(int status);  // It does not stream as events, or not to us.

// A sentence for the operator: why `host` answered so, and what may help.
Error mastodon_trouble(std::string_view host, int status, bool has_token);

// Of `<https://…?min_id=7>; rel="prev"`: the number alone, as a link might lead anywhere; empty: none.
std::string mastodon_page_before(std::string_view link);

}  // namespace vigie::source
