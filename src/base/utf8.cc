#include "base/utf8.h"

#include <array>
#include <cstring>

namespace vigie {
namespace {

constexpr CodePoint kBroken{U'\uFFFD', 1};

bool is_tail(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
char32_t tail(char c) { return static_cast<unsigned char>(c) & 0x3F; }

// Whether the first eight bytes are ASCII: most text is, nearly all of it.
bool begins_with_eight_ascii(std::string_view bytes) {
  std::uint64_t eight = 0;
  if (bytes.size() < sizeof eight) return false;
  std::memcpy(&eight, bytes.data(), sizeof eight);
  return (eight & 0x8080'8080'8080'8080ULL) == 0;
}

}  // namespace

CodePoint first_wide_code_point(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes[0]);
  if (lead < 0xC2) return kBroken;
  if (lead < 0xE0) {
    if (bytes.size() < 2 || !is_tail(bytes[1])) return kBroken;
    return {(char32_t{lead} & 0x1F) << 6 | tail(bytes[1]), 2};
  }
  if (lead < 0xF0) {
    if (bytes.size() < 3 || !is_tail(bytes[1]) || !is_tail(bytes[2])) return kBroken;
    const char32_t value = (char32_t{lead} & 0x0F) << 12 | tail(bytes[1]) << 6 | tail(bytes[2]);
    if (value < 0x800 || (value >= 0xD800 && value <= 0xDFFF)) return kBroken;
    return {value, 3};
  }
  if (lead > 0xF4 || bytes.size() < 4 || !is_tail(bytes[1]) || !is_tail(bytes[2]) || !is_tail(bytes[3])) return kBroken;
  const char32_t value = (char32_t{lead} & 0x07) << 18 | tail(bytes[1]) << 12 | tail(bytes[2]) << 6 | tail(bytes[3]);
  if (value < 0x10000 || value > 0x10FFFF) return kBroken;
  return {value, 4};
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    if (begins_with_eight_ascii(bytes)) {
      bytes.remove_prefix(sizeof(std::uint64_t));
      continue;
    }
    const auto point = first_code_point(bytes);
    if (point.bytes == 1 && point.value == kBroken.value) return false;
    bytes.remove_prefix(point.bytes);
  }
  return true;
}

void append_utf8(std::string& out, char32_t value) {
  std::array<char, 4> bytes{};
  out.append(bytes.data(), write_utf8(bytes.data(), value));
}

std::size_t code_point_count(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += is_tail(c) ? 0 : 1;
  return count;
}

}  // namespace vigie
