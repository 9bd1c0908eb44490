// What Unicode calls White_Space (PropList.txt): it ends links in posts, and words in queries.
// Threads: pure. Errors: none.
#pragma once

namespace vigie::text {

constexpr bool is_white_space(char32_t c) {
  return c == U' ' || (c >= U'\t' && c <= U'\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

}  // namespace vigie::text
