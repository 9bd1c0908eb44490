// How far an emoji reaches, and what is left of it when it is folded: selectors and skin tones go.
// UTS #51, ED-16. Threads: pure functions. Errors: none.
#pragma once

#include <cstddef>
#include <string_view>

#include "text/folded_bytes.h"

namespace vigie::text {

// After a regional indicator that ends at `next` the second makes a flag. Gives where the emoji
// ends; what belongs to it is appended to `out`.
std::size_t after_flag(std::string_view text, std::size_t next, FoldedBytes& out);

// The same after the emoji `first`: tags after a black flag and joined emoji stay.
std::size_t after_emoji(std::string_view text, char32_t first, std::size_t next, FoldedBytes& out);

}  // namespace vigie::text
