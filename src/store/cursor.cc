#include "store/cursor.h"

#include <array>
#include <optional>
#include <tuple>

#include "base/bytes.h"

namespace vigie::store {
namespace {

// RFC 4648 §5, without padding.
constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string to_base64(std::string_view bytes) {
  std::string out;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char byte : bytes) {
    held = held << 8 | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 6; bits -= 6) out.push_back(kLetters[held >> (bits - 6) & 63]);
  }
  if (bits > 0) out.push_back(kLetters[held << (6 - bits) & 63]);
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string out;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char letter : text) {
    const auto value = kLetters.find(letter);
    if (value == kLetters.npos) return std::nullopt;
    held = held << 6 | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out.push_back(static_cast<char>(held >> bits & 0xFF));
  }
  return out;
}

}  // namespace

std::string to_text(const Cursor& cursor) {
  std::string bytes;
  put_varint(bytes, zigzag(micros_of(cursor.created_at)));
  put_string(bytes, cursor.source);
  put_string(bytes, cursor.id);
  return to_base64(bytes);
}

Result<Cursor> read_cursor(std::string_view text) {
  const auto bytes = from_base64(text);
  if (bytes) {
    ByteReader in(*bytes);
    Cursor cursor;
    cursor.created_at = time_of_micros(unzigzag(in.varint()));
    cursor.source = in.string();
    cursor.id = in.string();
    // Nothing is said at the end of time, and what asks for posts up to a cursor counts one beyond it.
    if (in.ok() && in.at_end() && cursor.created_at != Time::max()) return cursor;
  }
  return invalid("cursor: not one that a search gave");
}

bool comes_before(const post::Post& left, const post::Post& right) {
  if (left.created_at != right.created_at) return left.created_at > right.created_at;
  return std::tie(left.source, left.id) < std::tie(right.source, right.id);
}

bool comes_after(const post::Post& post, const Cursor& cursor) {
  if (post.created_at != cursor.created_at) return post.created_at < cursor.created_at;
  return std::tuple<std::string_view, std::string_view>(post.source, post.id) >
         std::tuple<std::string_view, std::string_view>(cursor.source, cursor.id);
}

}  // namespace vigie::store
