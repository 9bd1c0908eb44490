// How good a mood model is on labelled texts, as `vigie eval mood` prints it. In a file with two of
// the three labels, the larger of those two wins.
// Threads: pure functions. Errors: a label that is no mood, named with its row (from 1).
#pragma once

#include <array>
#include <functional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "base/scores.h"
#include "mood/model.h"

namespace vigie::mood {

struct Row {
  std::string_view label;  // "negative", "neutral" or "positive".
  std::string_view text;
};

// Reads the language of a text, as the pipeline does before the mood; the language part does it.
using LanguageOf = std::function<post::LanguageId(const text::Words&)>;

Result<Scores> evaluate(const Model& model, std::span<const Row> rows, const LanguageOf& language_of);

}  // namespace vigie::mood
