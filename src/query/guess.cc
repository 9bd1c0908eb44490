#include "query/guess.h"

#include <algorithm>
#include <array>

#include "query/ascii.h"

namespace vigie::query {
namespace {

constexpr std::size_t kNameMax = 64;

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::array<std::size_t, kNameMax + 1> row{};
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view name, std::span<const std::string_view> names) {
  if (name.size() > kNameMax) return {};
  std::string_view best;
  std::size_t best_distance = kNameMax;
  for (const auto known : names) {
    if (known.size() > kNameMax) continue;
    const auto distance = edit_distance(name, known);
    if (distance * 2 > std::max(name.size(), known.size()) || distance >= best_distance) continue;
    best = known;
    best_distance = distance;
  }
  return best;
}

}  // namespace vigie::query
