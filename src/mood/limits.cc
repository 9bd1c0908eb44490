#include "mood/limits.h"

#include <array>

#include "mood/features.h"
#include "mood/weights.h"

namespace vigie::mood {

std::span<const Limit> limits() {
  static constexpr std::array<Limit, 4> kLimits = {{
      {"mood.tokens_max", kTokensMax, "words",
       "The mood of a text is read from its first words, emoji and marks; more are not read."},
      {"mood.word_letters_max", kWordLettersMax, "letters", "A longer word is read by its first letters."},
      {"mood.features_max", kFeaturesMax, "features", "Of one text; more are not read."},
      {"mood.rows_max", kRowsMax, "rows", "A model file with more is refused."},
  }};
  return kLimits;
}

}  // namespace vigie::mood
