// The grammar of JSON (RFC 8259) held over a value that is kept as it came: nothing that could
// break a reader later may enter `extra`.
// Threads: pure functions. Errors: what breaks the grammar, a NUL, a lone surrogate, too deep a nesting.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace vigie::protocol {

// Appends the one JSON value in `json` to `out` without the white space between its parts; on an
// error `out` is as before. Linear, without recursion; at most kNestingMax levels.
Result<void> append_compact(std::string_view json, std::string& out);

// The start of a text, for an error message: at most 60 bytes, cut between characters.
std::string excerpt(std::string_view text);

}  // namespace vigie::protocol
