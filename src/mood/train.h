// Makes a mood model from labelled texts: multinomial logistic regression by stochastic gradient
// steps (AdaGrad, one rate per row), the mean of several such descents, then int8 weights.
//
// Texts that are no posts (lines of films, entries of word lists) have weights of their own beside
// the shared ones, which are thrown away: what is peculiar to them stays with them (Daumé, "Frustratingly
// easy domain adaptation", 2007). The same examples, options and compiler give the same bytes.
// Threads: owned by one thread. Errors: examples that cannot make a model.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "learning/descent.h"
#include "post/post.h"

namespace vigie::mood {

struct Example {
  post::Mood label;
  std::string_view text;  // UTF-8.
  post::LanguageId language = post::kUnknownLanguage;
  float weight = 1;  // How much it counts; a weak label counts less.
  bool is_post = true;
};

// The bytes of a model: doc/formats/mood-model.md.
Result<std::string> train(std::span<const Example> examples, const learning::TrainOptions& options);

}  // namespace vigie::mood
