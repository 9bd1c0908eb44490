#include "post/post.h"

#include <algorithm>
#include <array>

namespace vigie::post {
namespace {

constexpr std::array<std::string_view, 7> kKinds = {"post", "reply", "repost", "quote", "review", "comment", "entry"};
constexpr std::array<std::string_view, 5> kFates = {"accepted", "duplicate", "edited", "deleted", "rejected"};
constexpr std::array<std::string_view, 3> kMoods = {"negative", "neutral", "positive"};

// Kept in logs as indexes: only ever append.
constexpr std::array<std::string_view, 55> kLanguages = {
    "unknown", "ar", "az", "be", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et",
    "eu",      "fa", "fi", "fr", "gu", "he", "hi", "hr", "hu", "hy", "is", "it", "ja", "ka",
    "ko",      "lt", "lv", "mr", "ms", "nl", "no", "pa", "pl", "pt", "ro", "ru", "sk", "sl",
    "sq",      "sr", "sv", "ta", "te", "th", "tl", "tr", "uk", "ur", "vi", "yo", "zh"};

template <typename Names>
std::optional<std::size_t> index_in(const Names& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

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

std::string_view code_of(LanguageId language) {
  return language < kLanguages.size() ? kLanguages[language] : "unknown";
}

std::optional<LanguageId> language_of(std::string_view code) {
  const auto index = index_in(kLanguages, code);
  return index ? std::optional(static_cast<LanguageId>(*index)) : std::nullopt;
}

std::size_t language_count() { return kLanguages.size(); }

}  // namespace vigie::post
