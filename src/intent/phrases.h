// Phrases of a list, found among the words of a post. A list is text that people write (`words/`): sections in
// brackets, one phrase a line, `^` for those that hold only where a sentence begins, `| 0.5` for what weighs less
// than 1. Both sides are folded by `text`, so accents, capitals and apostrophes never hide a phrase. Threads:
// immutable. Errors: from_text() names the line that is wrong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "text/words.h"

namespace vigie::intent {

enum class Section : std::uint8_t { kQuestion, kComplaint, kAttack, kThanks, kNoThanks };
constexpr std::size_t kSections = 5;

struct Found {
  Section section;
  float weight;
  std::uint32_t first, last;  // Words of the phrase: places in the list that find() was given.
};

// The words that phrases are made of, in order: no hashtag or mention, no title after the text.
struct Plain {
  std::uint64_t term;
  std::uint32_t word;  // Place in Words::all().
  bool begins;         // A sentence.
};
std::vector<Plain> plain_words(const text::Words& words);

class Phrases {
 public:
  Result<void> add_text(std::string_view list);

  // Of phrases that overlap, in the same section, the longest.
  std::vector<Found> find(const std::vector<Plain>& words) const;
  std::size_t size() const { return size_; }

 private:
  struct Phrase {
    std::vector<std::uint64_t> terms;
    Section section;
    float weight;
    bool begins;
  };
  Result<void> add_line(std::string_view line, Section section);

  std::unordered_map<std::uint64_t, std::vector<Phrase>> by_first_;  // The longest first.
  std::size_t size_ = 0;
};

}  // namespace vigie::intent
