// The known name that a mistyped one most resembles (Levenshtein's distance).
// Threads: pure function. Errors: an empty answer when nothing is near.
#pragma once

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

namespace vigie::rehearsal {

constexpr std::size_t kComparedBytesMax = 64;  // Longer names resemble nothing.

inline std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row.back();
}

// "; did you mean `per_hour`?", or nothing.
template <typename Names>
std::string did_you_mean(std::string_view name, const Names& known) {
  if (name.size() > kComparedBytesMax) return {};
  std::string best;
  std::size_t least = name.size() / 2 + 1;
  for (const auto& candidate : known) {
    if (std::string_view(candidate).size() > kComparedBytesMax) continue;
    const std::size_t distance = edit_distance(name, candidate);
    if (distance >= least) continue;
    least = distance;
    best = std::string(candidate);
  }
  return best.empty() ? std::string() : "; did you mean `" + best + "`?";
}

}  // namespace vigie::rehearsal
