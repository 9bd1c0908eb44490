// In how many posts is each term, on two sides? What signal/contrast.h compares.
// Threads: owned by one. Errors: none. Units: posts.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "signal/contrast.h"
#include "text/words.h"

namespace vigie::survey {

class TermCounter {
 public:
  using Side = std::uint64_t signal::TermCount::*;

  // A word that says what a post is about: no number, no mention, none of the small words of grammar.
  static bool is_told(const text::Words& words, const text::Word& word);

  void begin_post() { seen_.clear(); }
  // Each term once a post.
  void add(const text::Words& words, const text::Word& word, Side side);

  const std::vector<signal::TermCount>& counts() const { return counts_; }
  const std::string& term(std::size_t index) const {
    return terms_[index];
  }  // As it was first typed, in small letters.

 private:
  std::unordered_set<std::uint64_t> seen_;
  std::unordered_map<std::uint64_t, std::size_t> index_;  // By text::Word::term.
  std::vector<std::string> terms_;
  std::vector<signal::TermCount> counts_;
};

}  // namespace vigie::survey
