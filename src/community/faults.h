// What can be wrong with a contribution, field by field, so that the page says it beside the field in its language.
// Threads: plain values.
#pragma once

#include <cstdint>
#include <vector>

namespace vigie::community {

enum class Fault : std::uint8_t {
  kTextMissing,
  kTextTooLong,
  kTitleTooLong,
  kPseudonymMissing,
  kPseudonymTooShort,
  kPseudonymTooLong,
  kPseudonymUnclear,   // Characters that are not seen, or no letter.
  kPseudonymImitates,  // The brand, a product, or somebody who speaks for it.
  kPseudonymOfStaff,   // Words such as moderator.
  kPseudonymTaken,
  kStarsMissing,
  kStarsWrong,
  kDateWrong,
  kDateAhead,
  kUnclean,  // Control characters.
};
using Faults = std::vector<Fault>;

}  // namespace vigie::community
