#include "signal/contrast.h"

#include <algorithm>
#include <cmath>

namespace vigie::signal {
namespace {

double term_of(double observed, double expected) { return observed > 0 ? observed * std::log(observed / expected) : 0; }

// Of chi-squared with one degree of freedom, which G2 follows where chance alone is at work.
double chance_of(double g2) { return std::erfc(std::sqrt(std::max(g2, 0.0) / 2)); }

}  // namespace

double log_likelihood(const TermCount& count, std::uint64_t within, std::uint64_t beside) {
  if (within == 0 || beside == 0) return 0;
  const auto a = static_cast<double>(count.within);
  const auto b = static_cast<double>(count.beside);
  const auto n = static_cast<double>(within);
  const auto m = static_cast<double>(beside);
  const double with = (a + b) / (n + m);
  return 2 * (term_of(a, n * with) + term_of(b, m * with) + term_of(n - a, n * (1 - with)) +
              term_of(m - b, m * (1 - with)));
}

std::vector<Distinctive> distinctive(std::span<const TermCount> counts, std::uint64_t within, std::uint64_t beside,
                                     double share_false) {
  std::vector<Distinctive> tested;
  std::size_t tests = 0;
  for (std::size_t index = 0; index < counts.size(); ++index) {
    const TermCount& one = counts[index];
    if (one.within < kTermPostsMin || within == 0 || beside == 0) continue;
    ++tests;  // What is rarer within was looked at, too.
    const double share = (static_cast<double>(one.within) + 0.5) / (static_cast<double>(within) + 1);
    const double usual = (static_cast<double>(one.beside) + 0.5) / (static_cast<double>(beside) + 1);
    if (share <= usual) continue;
    const double g2 = log_likelihood(one, within, beside);
    tested.push_back({index, g2, chance_of(g2), share / usual});
  }
  std::stable_sort(tested.begin(), tested.end(), [](const auto& a, const auto& b) { return a.g2 > b.g2; });
  // The last whose p is under its step: it and all before it are told.
  std::size_t told = 0;
  for (std::size_t rank = 1; rank <= tested.size(); ++rank) {
    const double step = share_false * static_cast<double>(rank) / static_cast<double>(tests);
    if (tested[rank - 1].p <= step) told = rank;
  }
  tested.resize(told);
  return tested;
}

}  // namespace vigie::signal
