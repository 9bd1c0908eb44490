// Relative addresses made absolute (RFC 3986 §5.2). Threads: pure functions. Errors: none; what
// cannot be resolved stays as it is.
#pragma once

#include <string>
#include <string_view>

namespace vigie::protocol {

std::string resolve(std::string_view base, std::string_view reference);
std::string_view host_of(std::string_view address);  // Without user and port; empty if there is none.

}  // namespace vigie::protocol
