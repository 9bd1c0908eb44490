#include "language/limits.h"

#include <array>

#include "language/letters.h"
#include "language/reader.h"
#include "language/weights.h"

namespace vigie::language {

std::span<const Limit> limits() {
  static constexpr std::array<Limit, 3> kLimits = {{
      {"language.letters_max", kLettersMax, "letters",
       "The language of a text is read from its first letters; more are not read."},
      {"language.words_remembered", kWordsRemembered, "words",
       "Of these each worker knows the sums; a word met before them is summed anew."},
      {"language.rows_max", kRowsMax, "rows", "A model file with a larger table is refused."},
  }};
  return kLimits;
}

}  // namespace vigie::language
