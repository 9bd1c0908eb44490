// The host of a link, as `site:` tests it. Threads: pure functions. Errors: none.
#pragma once

#include <string_view>

namespace vigie::query {

// The host that `link` leads to: RFC 3986 §3.2, less user and port, as written. Also of a link without scheme.
std::string_view host_of(std::string_view link);

}  // namespace vigie::query
