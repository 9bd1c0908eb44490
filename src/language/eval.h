// How good a language model is on labelled texts, as `vigie eval language` prints it.
// Threads: pure functions. Errors: none; a label that the model does not know is never guessed.
#pragma once

#include <span>
#include <string_view>

#include "base/scores.h"
#include "language/model.h"

namespace vigie::language {

struct Row {
  std::string_view label;  // A code as in post::code_of().
  std::string_view text;
};

Scores evaluate(const Model& model, std::span<const Row> rows);

}  // namespace vigie::language
