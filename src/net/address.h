// Where to listen or connect: `HOST:PORT`, `[::1]:8080`.
// Threads: pure functions. Errors: text that is no address.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vigie::net {

struct Address {
  std::string host;  // Without brackets.
  std::optional<std::uint16_t> port;

  bool operator==(const Address&) const = default;
};

// Host and optional port, as in a Host header or an Origin: `a.example`, `a.example:80`, `[::1]:80`, `::1`.
Result<Address> parse_authority(std::string_view text);
// As above, but the port must be there: what to listen on.
Result<Address> parse_address(std::string_view text);
std::string to_text(const Address& address);  // `[::1]:8080`.

bool is_ip(std::string_view host);  // 192.0.2.1, 2001:db8::1; no name.

// Does this host name this machine alone? `localhost`, `*.localhost` (RFC 6761 §6.3), 127.0.0.0/8, `::1`.
bool is_loopback(std::string_view host);

}  // namespace vigie::net
