// Which socket addresses lie in the public internet, and which in a network that whoever names an address from outside
// must not reach through us: this machine, a private network, the metadata server of a cloud.
// Threads: pure functions. Errors: none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <sys/socket.h>

namespace vigie::net {

// What the address is instead of public: "a private network". Nothing: it is public. By IANA's registries of special
// addresses (RFC 6890) as of 2026; an IPv4 address within an IPv6 one is judged as what it is.
std::optional<std::string_view> why_not_public(const sockaddr& address);

// The same of a host as a URL names it, in whatever form: an address, or a name of this machine. Nothing: it is public,
// or a name of which only a resolver can tell.
std::optional<std::string_view> why_not_public(const std::string& host);

std::string to_text(const sockaddr& address);  // `192.0.2.1`, `2001:db8::1`; "" for neither.

}  // namespace vigie::net
