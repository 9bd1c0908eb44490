// "Did you mean …": the known name that a mistyped one most resembles.
// Threads: pure functions. Errors: none.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace vigie {

constexpr std::size_t kComparedBytesMax = 64;  // Longer names resemble nothing.

// How many letters must be put in, taken out or changed to get from one name to the other (Levenshtein 1966); ASCII
// letters in any case. Neither is longer than kComparedBytesMax.
std::size_t edit_distance(std::string_view a, std::string_view b);

// Of `names`, a range of texts, the one at the least distance, of equals the first; empty if even that would change
// more than half of the longer name. Borrowed from `names`.
template <typename Names>
std::string_view nearest(std::string_view name, const Names& names) {
  std::string_view best;
  if (name.size() > kComparedBytesMax) return best;
  std::size_t best_distance = kComparedBytesMax;
  for (const auto& each : names) {
    const std::string_view known(each);
    if (known.size() > kComparedBytesMax) continue;
    const auto distance = edit_distance(name, known);
    if (distance * 2 > std::max(name.size(), known.size()) || distance >= best_distance) continue;
    best = known;
    best_distance = distance;
  }
  return best;
}

}  // namespace vigie
