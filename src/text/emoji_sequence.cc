#include "text/emoji_sequence.h"

#include "base/utf8.h"
#include "text/tables.h"

namespace vigie::text {
namespace {

constexpr char32_t kBlackFlag = 0x1F3F4;

CodePoint point_at(std::string_view text, std::size_t at) {
  return at < text.size() ? first_code_point(text.substr(at)) : CodePoint{0, 0};
}

}  // namespace

std::size_t after_flag(std::string_view text, std::size_t next, FoldedBytes& out) {
  const CodePoint second = point_at(text, next);
  if (entry_of(second.value).kind() != Class::kRegional) return next;
  out.append(second.value);
  return next + second.bytes;
}

std::size_t after_emoji(std::string_view text, char32_t first, std::size_t next, FoldedBytes& out) {
  for (;;) {
    const CodePoint point = point_at(text, next);
    const Class kind = entry_of(point.value).kind();
    if (kind == Class::kJoiner) {
      const CodePoint joined = point_at(text, next + point.bytes);
      if (entry_of(joined.value).kind() != Class::kEmoji) return next;
      out.append(point.value);
      out.append(joined.value);
      next += joined.bytes;
    } else if (kind == Class::kTag && first == kBlackFlag) {
      out.append(point.value);
    } else if (kind != Class::kVariation && kind != Class::kSkin) {
      return next;
    }
    next += point.bytes;
  }
}

}  // namespace vigie::text
