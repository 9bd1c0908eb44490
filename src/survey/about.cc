#include "survey/about.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace vigie::survey {
namespace {

constexpr std::size_t kNameLettersMin = 3;

// Written with a capital, and nobody's name; folded.
constexpr std::array<std::string_view, 46> kNoNames = {
    "april",    "august",   "christmas", "december",  "dimanche", "english",  "europe",    "facebook",
    "february", "france",   "french",    "friday",    "god",      "google",   "instagram", "internet",
    "january",  "jesus",    "jeudi",     "july",      "june",     "lundi",    "madame",    "march",
    "mardi",    "mercredi", "monday",    "monsieur",  "noel",     "november", "october",   "paris",
    "samedi",   "saturday", "sav",       "september", "sunday",   "thursday", "tiktok",    "tuesday",
    "twitter",  "usa",      "vendredi",  "wednesday", "xmas",     "youtube"};

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// A word like a name, within a sentence: "chez Boulanger".
bool is_name(const text::Words& words, const text::Word& word) {
  if (word.kind != text::Kind::kWord) return false;
  const auto typed = words.typed(word);
  if (typed.size() < kNameLettersMin || !is_upper(typed[0]) || !is_lower(typed[1])) return false;
  return std::find(kNoNames.begin(), kNoNames.end(), words.folded(word)) == kNoNames.end();
}

// Whether a sentence begins with the word: then its capital says nothing.
bool begins_sentence(std::string_view text, std::uint32_t from) {
  while (from > 0) {
    const char c = text[from - 1];
    if (c == '.' || c == '!' || c == '?' || c == '\n' || c == ':') return true;
    if (c != ' ' && c != '"' && c != '(' && c != '\'' && c != '\t' && c != '*')
      return (c & 0x80) != 0;  // « or an emoji.
    --from;
  }
  return true;
}

// The places of the match, for stretches of the post that are asked about in order.
class Places {
 public:
  explicit Places(std::span<const mood::Clause> places) : places_(places) {}

  bool has(const mood::Clause& one) {
    const auto ends_before = [&](const mood::Clause& place) {
      return place.part < one.part || (place.part == one.part && place.to <= one.from);
    };
    while (at_ < places_.size() && ends_before(places_[at_])) ++at_;
    return at_ < places_.size() && places_[at_].part == one.part && places_[at_].from < one.to;
  }

 private:
  std::span<const mood::Clause> places_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<bool> clauses_about(const text::Words& words, std::span<const mood::Clause> clauses,
                                std::span<const mood::Clause> subject) {
  std::vector<bool> out(clauses.size(), true);
  if (subject.empty()) return out;
  Places of_words(subject);
  Places of_clauses(subject);
  bool is_about = true;
  const auto all = words.all();
  std::size_t next = 0;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const auto& clause = clauses[i];
    bool has_other = false;
    for (; next < all.size() &&
           (all[next].part < clause.part || (all[next].part == clause.part && all[next].from < clause.to));
         ++next) {
      const auto& word = all[next];
      if (word.part != clause.part || has_other || !is_name(words, word)) continue;
      const auto text = words.texts()[word.part];
      has_other = !begins_sentence(text, word.from) && !of_words.has({word.part, word.from, word.to});
    }
    if (of_clauses.has(clause)) {
      is_about = true;
    } else if (has_other) {
      is_about = false;
    }
    out[i] = is_about;
  }
  return out;
}

}  // namespace vigie::survey
