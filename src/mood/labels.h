// Which moods occur as labels of a set of texts; with two of them, the third is never guessed.
// Threads: a value. Errors: of() refuses a label that is no mood, naming its row (from 1).
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "mood/model.h"

namespace vigie::mood {

class Labels {
 public:
  static Result<Labels> of(const std::vector<std::string_view>& labels);

  post::Mood guess(Probabilities p) const;

 private:
  std::array<bool, 3> occurs_{};
};

}  // namespace vigie::mood
