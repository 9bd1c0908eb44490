// What one word is to the model by itself: its letters, and the features that they make.
// Threads: values and pure functions. Errors: none.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/utf8.h"
#include "learning/hashed_rows.h"
#include "mood/features.h"
#include "mood/negators.h"
#include "post/post.h"

namespace vigie::mood {

// What a hash stands for. The numbers are in model files: only ever append.
enum Tag : std::uint64_t {
  kBias = 1,
  kWord,
  kNegated,
  kGram,
  kPair,
  kHashtag,
  kEmoji,
  kShouted,
  kShoutedText,
  kElongatedText,
  kMark,
  kMarkAfter,
  kStress,
  kEnd,
  kMention,
  kLink,
  kNumber,
  kSize,
  kWordOf,  // The word, and the pair of words, in its language; below likewise.
  kPairOf,
  kGramOf,
  kNegatedOf,
  kBiasOf,
};

// How the model tells a feature: by what it is and by its hash.
constexpr std::uint64_t feature_of(Tag tag, std::uint64_t hash) { return learning::mix(hash, tag); }

// A word's letters, at most kWordLettersMax, a letter said more than twice counting twice.
struct WordLetters {
  explicit WordLetters(std::string_view folded) {
    points[count++] = '<';
    while (!folded.empty() && count <= kWordLettersMax) {
      const CodePoint point = first_code_point(folded);
      folded.remove_prefix(point.bytes);
      if (points[count - 1] == point.value && points[count - 2] == point.value) {
        elongated = true;
        continue;
      }
      points[count++] = point.value;
    }
    points[count++] = '>';
  }
  std::uint64_t hash() const {
    std::uint64_t out = kWord;
    for (std::size_t at = 1; at + 1 < count; ++at) out = learning::mix(out, points[at]);
    return out;
  }
  std::array<char32_t, kWordLettersMax + 2> points;
  std::size_t count = 0;
  bool elongated = false;
};

// What a text must know of a word besides its features.
struct WordTraits {
  explicit WordTraits(const WordLetters& letters, std::string_view folded)
      : hash(letters.hash()), elongated(letters.elongated), negates(is_negator(folded)) {}
  WordTraits() = default;

  std::uint64_t hash = 0;  // Of its letters.
  bool elongated = false;
  bool negates = false;
};

// Calls take(feature) for the word, alone and in its language.
template <typename Take>
void each_of_word(std::uint64_t hash, post::LanguageId language, Take&& take) {
  take(feature_of(kWord, hash));
  take(feature_of(kWordOf, learning::mix(hash, language)));
}

// Calls take(feature) for each run of three to five letters, alone and in the word's language.
template <typename Take>
void each_gram(const WordLetters& letters, post::LanguageId language, Take&& take) {
  constexpr std::size_t kGramMin = 3;
  constexpr std::size_t kGramMax = 5;
  for (std::size_t from = 0; from + kGramMin <= letters.count; ++from) {
    std::uint64_t hash = kGram;
    const std::size_t end = std::min(letters.count, from + kGramMax);
    for (std::size_t at = from; at < end; ++at) {
      hash = learning::mix(hash, letters.points[at]);
      if (at + 1 < from + kGramMin) continue;
      take(feature_of(kGram, hash));
      take(feature_of(kGramOf, learning::mix(hash, language)));
    }
  }
}

constexpr std::size_t kFeaturesOfWordMax = 2 + 2 * 3 * kWordLettersMax;

}  // namespace vigie::mood
