// The head of a reply as text (RFC 9112 §4). Threads: pure functions. Errors: none.
#pragma once

#include <string>

#include "base/clock.h"
#include "net/http.h"

namespace vigie::net {

// Could these fields be written without saying more than they should? No line breaks, no NUL.
bool is_writable(const Headers& headers);

struct HeadOptions {
  bool keeps_alive = true;
  bool has_length = true;  // False: the end of the connection ends the body.
  std::size_t body_bytes = 0;
};
// Fields of `reply` that are the server's business (Connection, Content-Length, Date, …) are left out.
std::string head_text(const Reply& reply, const HeadOptions& options, Time now);

}  // namespace vigie::net
