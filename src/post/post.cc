#include "post/post.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "post/names.h"

namespace vigie::post {
namespace {

constexpr std::array<std::string_view, 7> kKinds = {"post", "reply", "repost", "quote", "review", "comment", "entry"};
constexpr std::array<std::string_view, 6> kFates = {"accepted", "duplicate", "edited",
                                                    "deleted",  "rejected",  "corrected"};
constexpr std::array<std::string_view, 3> kMoods = {"negative", "neutral", "positive"};

// Kept in logs as indexes: only ever append.
constexpr std::array<std::string_view, 55> kLanguages = {
    "unknown", "ar", "az", "be", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et",
    "eu",      "fa", "fi", "fr", "gu", "he", "hi", "hr", "hu", "hy", "is", "it", "ja", "ka",
    "ko",      "lt", "lv", "mr", "ms", "nl", "no", "pa", "pl", "pt", "ro", "ru", "sk", "sl",
    "sq",      "sr", "sv", "ta", "te", "th", "tl", "tr", "uk", "ur", "vi", "yo", "zh"};

constexpr std::size_t place_of(std::string_view two_letters) {
  return static_cast<std::size_t>(two_letters[0] - 'a') * 26 + static_cast<std::size_t>(two_letters[1] - 'a');
}

constexpr auto kByLetters = [] {
  std::array<LanguageId, 26 * 26> out{};
  for (std::size_t language = 1; language < kLanguages.size(); ++language) {
    out[place_of(kLanguages[language])] = static_cast<LanguageId>(language);
  }
  return out;
}();
static_assert(kUnknownLanguage == 0);

template <typename Names>
std::optional<std::size_t> index_in(const Names& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

std::span<const std::string_view> kind_names() { return kKinds; }
std::span<const std::string_view> mood_names() { return kMoods; }

std::string_view name_of(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_of(std::string_view name) {
  const auto index = index_in(kKinds, name);
  return index ? std::optional(static_cast<Kind>(*index)) : std::nullopt;
}

std::string_view name_of(Mood mood) { return kMoods[static_cast<std::size_t>(mood)]; }

std::optional<Mood> mood_of(std::string_view name) {
  const auto index = index_in(kMoods, name);
  return index ? std::optional(static_cast<Mood>(*index)) : std::nullopt;
}

std::string_view name_of(Fate fate) { return kFates[static_cast<std::size_t>(fate)]; }

std::optional<Fate> fate_of(std::string_view name) {
  const auto index = index_in(kFates, name);
  return index ? std::optional(static_cast<Fate>(*index)) : std::nullopt;
}

std::string_view code_of(LanguageId language) {
  return language < kLanguages.size() ? kLanguages[language] : "unknown";
}

// Asked once a post: by the two letters of a code, not by comparing with each.
std::optional<LanguageId> language_of(std::string_view code) {
  if (code == kLanguages[kUnknownLanguage]) return kUnknownLanguage;
  if (code.size() != 2 || !is_small(code[0]) || !is_small(code[1])) return std::nullopt;
  const LanguageId language = kByLetters[place_of(code)];
  return language == kUnknownLanguage ? std::nullopt : std::optional(language);
}

std::size_t language_count() { return kLanguages.size(); }

}  // namespace vigie::post
