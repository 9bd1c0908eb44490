#include "mood/marks.h"

#include <array>

#include "base/hash.h"

namespace vigie::mood {
namespace {

constexpr std::size_t kMarkBytesMax = 12;
constexpr std::string_view kEllipsis = "…";

enum class Sign : std::uint8_t { kNone, kMark, kEllipsisLead };

// `@` and `#` begin mentions and hashtags, which are words.
constexpr auto kSigns = [] {
  std::array<Sign, 256> table{};
  for (int c = '!'; c <= '~'; ++c) {
    const bool word = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!word && c != '@' && c != '#') table[static_cast<std::size_t>(c)] = Sign::kMark;
  }
  table[static_cast<unsigned char>(kEllipsis[0])] = Sign::kEllipsisLead;
  return table;
}();

Sign sign_of(char c) { return kSigns[static_cast<unsigned char>(c)]; }
bool is_mark(char c) { return sign_of(c) == Sign::kMark; }

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
  for (; from < gap.size() && !is_mark(gap[from]); ++from) {
    if (sign_of(gap[from]) != Sign::kEllipsisLead || gap.substr(from, kEllipsis.size()) != kEllipsis) continue;
    return {gap.substr(from, kEllipsis.size()), hash64("..."), false};
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
