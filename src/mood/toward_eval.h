// How good a reading toward a topic is on labelled posts, beside the mood of the post as a whole, as `vigie eval
// toward` prints it. With two of the three labels in the rows, the larger of those two wins. Threads: pure functions.
// Errors: a label that is no mood, named with its row (from 1).
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "learning/scores.h"
#include "mood/eval.h"
#include "mood/toward.h"

namespace vigie::mood {

struct TopicRow {
  std::string_view label;  // As in post::name_of().
  std::string_view topic;
  std::string_view text;
};

struct TowardScores {
  learning::Scores toward;
  learning::Scores post;        // The mood of the whole post, on the same rows.
  std::uint64_t not_named = 0;  // Rows whose text does not name the topic: read as a whole.
};

Result<TowardScores> evaluate(const Model& mood, const Toward& toward, std::span<const TopicRow> rows,
                              const LanguageOf& language_of);

}  // namespace vigie::mood
