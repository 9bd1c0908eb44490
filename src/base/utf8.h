// UTF-8 by the letter of RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF.
// Threads: pure functions. Errors: none; broken bytes are told one by one.
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

// The code point at the front of `bytes`, which must not be empty and begin with no ASCII.
CodePoint first_wide_code_point(std::string_view bytes);

// The code point at the front of `bytes`, which must not be empty.
inline CodePoint first_code_point(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes[0]);
  return lead < 0x80 ? CodePoint{lead, 1} : first_wide_code_point(bytes);
}

// Writes the code point and gives its size, 1 to 4 bytes.
inline std::size_t write_utf8(char* to, char32_t value) {
  if (value < 0x80) {
    to[0] = static_cast<char>(value);
    return 1;
  }
  if (value < 0x800) {
    to[0] = static_cast<char>(0xC0 | value >> 6);
    to[1] = static_cast<char>(0x80 | (value & 0x3F));
    return 2;
  }
  if (value < 0x10000) {
    to[0] = static_cast<char>(0xE0 | value >> 12);
    to[1] = static_cast<char>(0x80 | (value >> 6 & 0x3F));
    to[2] = static_cast<char>(0x80 | (value & 0x3F));
    return 3;
  }
  to[0] = static_cast<char>(0xF0 | value >> 18);
  to[1] = static_cast<char>(0x80 | (value >> 12 & 0x3F));
  to[2] = static_cast<char>(0x80 | (value >> 6 & 0x3F));
  to[3] = static_cast<char>(0x80 | (value & 0x3F));
  return 4;
}

void append_utf8(std::string& out, char32_t value);

// The bytes of the longest front of `utf8` that cuts no code point, at most `bytes_max`.
inline std::size_t whole_points(std::string_view utf8, std::size_t bytes_max) {
  if (utf8.size() <= bytes_max) return utf8.size();
  while (bytes_max > 0 && (static_cast<unsigned char>(utf8[bytes_max]) & 0xC0) == 0x80) --bytes_max;
  return bytes_max;
}

// How many code points `text`, which is valid, holds.
std::size_t code_point_count(std::string_view text);

}  // namespace vigie
