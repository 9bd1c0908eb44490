// Replies that travel smaller (RFC 1952). Call gzip() on a worker, never on the loop.
// Threads: pure functions. Errors: none.
#pragma once

#include <string>
#include <string_view>

namespace vigie::net {

std::string gzip(std::string_view bytes);
// Back again. For bytes of our own making: others are a bug, and may be a bomb.
std::string gunzip(std::string_view bytes);
// Does an Accept-Encoding header take gzip? (RFC 9110 §12.5.3: `gzip`, `x-gzip` or `*` without q=0.)
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace vigie::net
