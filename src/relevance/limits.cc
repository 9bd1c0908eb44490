#include "relevance/limits.h"

#include <array>

#include "relevance/learn.h"

namespace vigie::relevance {

std::span<const Limit> limits() {
  static constexpr std::array<Limit, 4> kLimits = {{
      {"relevance.answers_min", kAnswersMin, "answers",
       "From so many on, of both kinds, a watch hides what is not about us."},
      {"relevance.answers_max", kAnswersMax, "answers", "Of one watch; its model is learnt from the newest."},
      {"relevance.words_max", kWordsMax, "words", "Whether a post is about us is read from its first words."},
      {"relevance.links_max", kLinksMax, "links", "Of one post, whose sites are looked at."},
  }};
  return kLimits;
}

}  // namespace vigie::relevance
