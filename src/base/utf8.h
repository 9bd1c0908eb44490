// UTF-8 by the letter of RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF.
// Threads: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vigie {

bool is_utf8(std::string_view bytes);

struct CodePoint {
  char32_t value;       // U+FFFD for a broken sequence.
  std::uint32_t bytes;  // 1 to 4; 1 for a broken sequence.
};

// The code point at the front of `bytes`, which must not be empty.
CodePoint first_code_point(std::string_view bytes);

void append_utf8(std::string& out, char32_t value);

// How many code points lie before byte `end` of valid text.
std::size_t code_point_count(std::string_view text);

}  // namespace vigie
