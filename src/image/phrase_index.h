// The phrases of all attributes, found among the words of a text.
// Threads: immutable once filled. Errors: none; phrases were checked before.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "image/attributes.h"
#include "text/words.h"

namespace vigie::image {

constexpr std::uint32_t kPlainWordsMax = 20'000;  // Of one post; those behind them are not looked at.

// What phrases are made of: words, those of hashtags too, no mention.
struct Plain {
  std::string_view folded;
  int part;
  std::uint32_t from, to;  // Bytes of its text.
};
std::vector<Plain> plain_words(const text::Words& words);

struct Match {
  std::uint8_t attribute;
  std::int8_t polarity;
  bool is_weak;
  int part;
  std::uint32_t from, to;                // Bytes of its text.
  std::uint32_t first_word, word_count;  // Places in the list of words; of a sign, the first word behind it and none.
};

class PhraseIndex {
 public:
  void add(const Phrase& phrase, std::uint8_t attribute, Language language);

  // Those of the languages that `with` names, in order; none stands within a longer one.
  std::vector<Match> find(const text::Words& words, const std::vector<Plain>& plain, bool with_french,
                          bool with_english) const;

 private:
  struct Entry {
    Phrase phrase;
    std::uint8_t attribute;
    Language language;
  };
  void find_at(const std::vector<Plain>& plain, std::uint32_t at, bool with_french, bool with_english,
               std::vector<Match>& out) const;
  void find_signs(const text::Words& words, const std::vector<Plain>& plain, std::vector<Match>& out) const;
  bool fits(const Phrase& phrase, const std::vector<Plain>& plain, std::uint32_t at) const;

  std::vector<Entry> entries_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_word_;    // Of the first word, by its hash.
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_prefix_;  // The same of a prefix.
  std::set<std::size_t> prefix_sizes_;
  std::vector<std::uint32_t> signs_;
};

}  // namespace vigie::image
