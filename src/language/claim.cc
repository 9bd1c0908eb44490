#include "language/claim.h"

#include <array>
#include <utility>

#include "base/ascii.h"

namespace vigie::language {
namespace {

constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
    {"nb", "no"}, {"nn", "no"}, {"fil", "tl"}, {"iw", "he"}};

}  // namespace

post::LanguageId claimed_language(std::string_view claim) {
  std::array<char, 3> code{};  // The primary subtag has two or three letters (RFC 5646 §2.2.1).
  std::size_t size = 0;
  while (size < claim.size() && claim[size] != '-' && claim[size] != '_') {
    if (size == code.size()) return post::kUnknownLanguage;
    code[size] = lower(claim[size]);
    ++size;
  }
  std::string_view name(code.data(), size);
  for (const auto& [alias, own] : kAliases) {
    if (name == alias) name = own;
  }
  return post::language_of(name).value_or(post::kUnknownLanguage);
}

}  // namespace vigie::language
