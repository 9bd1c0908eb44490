#include "mood/marks.h"

#include "base/hash.h"

namespace vigie::mood {
namespace {

constexpr std::size_t kMarkBytesMax = 12;
constexpr std::string_view kEllipsis = "…";

// `@` and `#` begin mentions and hashtags, which are words.
bool is_mark(char c) {
  const bool punctuation =
      (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
  return punctuation && c != '@' && c != '#';
}

std::uint64_t hash_of(std::string_view typed) {
  char squeezed[kMarkBytesMax];
  std::size_t size = 0;
  for (const char c : typed) {
    const bool fourth = size >= 3 && squeezed[size - 1] == c && squeezed[size - 2] == c && squeezed[size - 3] == c;
    if (!fourth) squeezed[size++] = c;
  }
  return hash64(std::string_view(squeezed, size));
}

}  // namespace

Mark first_mark(std::string_view gap) {
  std::size_t from = 0;
  while (from < gap.size() && !is_mark(gap[from])) {
    if (gap.substr(from, kEllipsis.size()) == kEllipsis)
      return {gap.substr(from, kEllipsis.size()), hash64("..."), false};
    ++from;
  }
  std::size_t to = from;
  bool stresses = false;
  while (to < gap.size() && is_mark(gap[to]) && to - from < kMarkBytesMax) {
    stresses = stresses || gap[to] == '!' || gap[to] == '?';
    ++to;
  }
  if (to == from) return {};
  const std::string_view typed = gap.substr(from, to - from);
  return {typed, hash_of(typed), stresses && typed.size() > 1};
}

bool is_eyes(std::string_view typed) {
  return typed == ":" || typed == ";" || typed == "=" || typed == ":-" || typed == ";-" || typed == "=-";
}

}  // namespace vigie::mood
