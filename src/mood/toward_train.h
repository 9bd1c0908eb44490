// Makes a model of mood toward a target from posts with their topic: logistic regression, as train.h has it, over what
// toward_features.h tells. The same examples, options and compiler give the same bytes.
// Threads: owned by one thread. Errors: examples that cannot make a model.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "learning/descent.h"
#include "mood/model.h"
#include "post/post.h"

namespace vigie::mood {

struct TowardExample {
  post::Mood label;
  std::string_view topic;
  std::string_view text;
  post::LanguageId language = post::kUnknownLanguage;
  float weight = 1;
};

struct TowardLesson {
  std::span<const TowardExample> examples;
  std::span<const std::string_view> texts;  // Which words are of every day is learnt from them.
};

// `mood`: should not have learnt these texts, or it is trusted more than it deserves.
Result<std::string> train_toward(const Model& mood, const TowardLesson& lesson, const learning::TrainOptions& options);

}  // namespace vigie::mood
