// Which terms stand out in a set of posts against another: what complaints are about, beside what is usually said. By
// the log-likelihood ratio G2 of the table of posts with and without the term (T. Dunning, "Accurate methods for the
// statistics of surprise and coincidence", 1993), on posts and not on words, so that one long post weighs as one; the
// share of false discoveries among those told is held by Y. Benjamini and Y. Hochberg's step-up procedure (1995).
// Threads: pure functions. Errors: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vigie::signal {

struct TermCount {
  std::uint64_t within = 0;  // Posts of the set that hold the term; at most all of them.
  std::uint64_t beside = 0;  // Of the other set.
};

struct Distinctive {
  std::size_t index = 0;  // Of the TermCount.
  double g2 = 0;
  double p = 1;      // That chance alone makes it stand out as much, either way.
  double ratio = 0;  // Share within over share beside, half a post added to each.
};

// 2 x the sum of observed x ln(observed / expected); 0 where either set is empty.
double log_likelihood(const TermCount& count, std::uint64_t within, std::uint64_t beside);

// Those more frequent within, by falling g2; at most `share_false` of them are expected to be there by chance. `within`
// and `beside`: the posts of each set. Terms rarer than kTermPostsMin within are not tested.
constexpr std::uint64_t kTermPostsMin = 3;
std::vector<Distinctive> distinctive(std::span<const TermCount> counts, std::uint64_t within, std::uint64_t beside,
                                     double share_false = 0.05);

}  // namespace vigie::signal
