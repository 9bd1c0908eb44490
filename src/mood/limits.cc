#include "mood/limits.h"

#include <array>

#include "mood/features.h"
#include "mood/layer_training.h"
#include "mood/reader.h"
#include "mood/weights.h"

namespace vigie::mood {

std::span<const Limit> limits() {
  static constexpr std::array<Limit, 8> kLimits = {{
      {"mood.tokens_max", kTokensMax, "words",
       "The mood of a text is read from its first words, emoji and marks; more are not read."},
      {"mood.word_letters_max", kWordLettersMax, "letters", "A longer word is read by its first letters."},
      {"mood.features_max", kFeaturesMax, "features", "Of one text; more are not read."},
      {"mood.words_remembered", kWordsRemembered, "words",
       "Of these each worker knows the sums; a word met before them is summed anew."},
      {"mood.rows_max", kRowsMax, "rows", "A model file with more is refused."},
      {"mood.layer_rows_max", kLayerRowsMax, "rows",
       "Of what an installation has learnt itself; the largest are kept, and a file with more is refused."},
      {"mood.layer_posts_min", kLessonsMin, "posts", "Read by people; fewer make no layer."},
      {"mood.layer_posts_max", kLessonsMax, "posts", "Read by people; a layer is learnt from the latest."},
  }};
  return kLimits;
}

}  // namespace vigie::mood
