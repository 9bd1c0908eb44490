// The words of a post as patterns look at them: in order, each knowing where a sentence and where a clause begins. A
// hashtag or mention inside a sentence stands as one word, which can be a name and nothing else; those before a
// sentence do not take its beginning away. What comes after kSentenceWordsMax words is not looked at.
// Threads: pure functions. Errors: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/limit.h"
#include "text/words.h"

namespace vigie::intent {

constexpr std::size_t kSentenceWordsMax = 1'000;  // Of a post.

struct SentenceWord {
  std::uint64_t term = 0;  // 0: a hashtag or mention.
  std::uint32_t word = 0;  // Place in Words::all().
  std::uint32_t sentence = 0;
  std::uint32_t clause = 0;  // A comma ends it, a sentence's end too.
  bool begins = false;       // A sentence.
  bool is_capital = false;   // As typed: a name, or the first of a sentence.
};

struct Sentences {
  std::vector<SentenceWord> words;
  std::vector<bool> asks;  // By sentence: a question mark ends it.
};

// `out` is used again; alternative texts of pictures are passed over.
void sentences_of(const text::Words& words, Sentences& out);

std::span<const Limit> limits();

}  // namespace vigie::intent
