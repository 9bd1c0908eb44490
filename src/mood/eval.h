// How good a mood model is on labelled texts, as `vigie eval mood` prints it. In a file with two of
// the three labels, the larger of those two wins.
// Threads: pure functions. Errors: a label that is no mood, named with its row (from 1).
#pragma once

#include <array>
#include <functional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "learning/labelled.h"
#include "learning/scores.h"
#include "mood/model.h"

namespace vigie::mood {

// Reads the language of a text, as the pipeline does before the mood; the language part does it.
using LanguageOf = std::function<post::LanguageId(const text::Words&)>;

// Labels are names as in post::name_of().
Result<learning::Scores> evaluate(const Model& model, std::span<const learning::Row> rows,
                                  const LanguageOf& language_of);

}  // namespace vigie::mood
