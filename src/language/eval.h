// How good a language model is on labelled texts, as `vigie eval language` prints it.
// Threads: pure functions. Errors: none; a label that the model does not know is never guessed.
#pragma once

#include <span>
#include <string_view>

#include "language/model.h"
#include "learning/labelled.h"
#include "learning/scores.h"

namespace vigie::language {

// Labels are codes as in post::code_of().
learning::Scores evaluate(const Model& model, std::span<const learning::Row> rows);

}  // namespace vigie::language
