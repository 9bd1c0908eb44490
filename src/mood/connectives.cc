#include "mood/connectives.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace vigie::mood {
namespace {

template <std::size_t kSize>
constexpr auto sorted(std::array<std::string_view, kSize> words) {
  std::sort(words.begin(), words.end());
  return words;
}

constexpr auto kContrasts = sorted(std::to_array<std::string_view>(
    {"but",         "however",       "although", "though",    "tho",      "whereas",   "while",
     "whilst",      "yet",           "except",   "unlike",    "instead",  "despite",   "nevertheless",
     "nonetheless", "meanwhile",     "mais",     "cependant", "pourtant", "toutefois", "neanmoins",
     "sauf",        "contrairement", "malgre",   "quoique",   "tandis",   "hormis"}));

constexpr std::pair<std::string_view, std::string_view> kContrastPairs[] = {
    {"par", "contre"}, {"en", "revanche"}, {"alors", "que"},    {"alors", "qu"}, {"bien", "que"},
    {"bien", "qu"},    {"even", "though"}, {"even", "if"},      {"meme", "si"},  {"rather", "than"},
    {"plutot", "que"}, {"apart", "from"},  {"au", "contraire"},
};

constexpr auto kCoordinations = sorted(std::to_array<std::string_view>(
    {"and", "or",   "so",   "because", "cause",   "cuz",   "cos",  "since",   "then",  "plus", "also", "et",
     "ou",  "donc", "puis", "parce",   "puisque", "quand", "when", "ensuite", "alors", "if",   "si"}));

constexpr auto kSubjects = sorted(std::to_array<std::string_view>(
    {"i",     "im",    "ive",   "you",   "he",  "she",  "it",   "its",  "we",   "they",  "this",  "that",
     "these", "those", "the",   "a",     "an",  "my",   "your", "his",  "her",  "our",   "their", "there",
     "who",   "je",    "j",     "tu",    "il",  "elle", "on",   "nous", "vous", "ils",   "elles", "c",
     "ca",    "ce",    "cet",   "cette", "ces", "le",   "la",   "les",  "l",    "un",    "une",   "des",
     "mon",   "ma",    "mes",   "ton",   "ta",  "tes",  "son",  "sa",   "ses",  "notre", "nos",   "votre",
     "vos",   "leur",  "leurs", "qui",   "que", "qu",   "chez", "avec", "with", "y"}));

template <typename Words>
bool is_among(const Words& words, std::string_view folded) {
  return std::binary_search(words.begin(), words.end(), folded);
}

}  // namespace

bool is_contrast(std::string_view folded) { return is_among(kContrasts, folded); }

bool is_contrast(std::string_view first, std::string_view second) {
  return std::find(std::begin(kContrastPairs), std::end(kContrastPairs), std::pair(first, second)) !=
         std::end(kContrastPairs);
}

bool is_coordination(std::string_view folded) { return is_among(kCoordinations, folded); }

bool begins_subject(std::string_view folded) { return is_among(kSubjects, folded); }

}  // namespace vigie::mood
