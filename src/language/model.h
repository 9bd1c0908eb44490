// Which language is this? A linear model over the letters of the words: each run of one to five
// letters, and each whole word, picks one row of small weights; rows are summed, the largest sum is
// the language. The script decides first which languages are possible at all.
//
// Mentions, links, hashtags, emoji and digits are not letters and are not read.
// Threads: immutable, shared by any. Errors: only from_bytes() can fail; it names what is wrong.
// Cost: no allocation in read().
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "post/post.h"
#include "text/words.h"

namespace vigie::language {

struct Guess {
  post::LanguageId language = post::kUnknownLanguage;
  float p = 0;  // In [0, 1]; 0 if the language is unknown for want of letters.
};

// What spoke for a guess: a word as typed, and how much it added to the guess over the runner-up.
struct Reason {
  std::string_view word;  // Borrowed from the Words.
  float weight;
};

class Model {
 public:
  // `bytes`: doc/formats/language-model.md. Copied; they need not outlive the call.
  static Result<Model> from_bytes(std::string_view bytes);

  // `claim`: what the author's side says (BCP 47, "fr" or "fr-CA"; any other text is ignored); it
  // tips a doubtful text, never a plain one.
  Guess read(const text::Words& words, std::string_view claim = {}) const;

  // The words by falling weight; at most `reasons_max`.
  std::vector<Reason> explain(const text::Words& words, std::size_t reasons_max = 10) const;

  // The likeliest language besides `first`, with its share; unknown, p 0, where no other has one. `claim`: as in
  // read().
  Guess runner_up(const text::Words& words, post::LanguageId first, std::string_view claim = {}) const;

  std::string_view version() const;  // Names this very model in readings: "lang-1a2b3c4d".

 private:
  friend class Reader;
  struct Weights;
  explicit Model(std::shared_ptr<const Weights> weights) : weights_(std::move(weights)) {}

  std::shared_ptr<const Weights> weights_;
};

}  // namespace vigie::language
