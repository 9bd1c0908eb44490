// Makes a language model from labelled texts: multinomial logistic regression by stochastic gradient
// steps (AdaGrad, one rate per row), then four-bit weights. From each longer text single words and
// pairs of words are drawn too, for posts are short, and copies without accents, for posts are hasty.
// The same examples, options and compiler give the same bytes.
// Threads: owned by one thread. Errors: examples that cannot make a model.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "learning/descent.h"
#include "post/post.h"

namespace vigie::language {

struct Example {
  post::LanguageId label;
  std::string_view text;  // UTF-8.
};

// The bytes of a model: doc/formats/language-model.md.
Result<std::string> train(std::span<const Example> examples, const learning::TrainOptions& options);

// True for the texts that no shipped model is trained on: a fixed fifth of all texts. Figures are
// quoted on these alone.
bool is_held_out(std::string_view text);

}  // namespace vigie::language
