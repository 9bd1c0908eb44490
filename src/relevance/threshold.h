// Under which p(about us) a post is hidden, and what that is expected to cost: from answers that the model which reads
// them has not seen (cross validation). Hiding a post that is about us is five times as bad as showing one that is
// not. Threads: pure functions. Errors: none. Cost: ten learnings.
#pragma once

#include <span>
#include <vector>

#include "relevance/learn.h"

namespace vigie::relevance {

constexpr double kHidingWronglyCosts = 5;  // Against showing what is not about us.

// An answer, and what a model that did not see it gave it.
struct Unseen {
  double p = 0;
  bool about_us = false;
};
// In the order of the answers. Needs can_learn().
std::vector<Unseen> unseen(std::span<const Answer> answers);

// Of those who answered; shares are of these counts.
struct Expected {
  std::size_t about = 0, about_hidden = 0;  // About us, and of these hidden wrongly.
  std::size_t other = 0, other_hidden = 0;  // Not about us, and of these hidden.

  std::size_t shown() const { return about - about_hidden + other - other_hidden; }
  std::size_t right() const { return about - about_hidden + other_hidden; }
};
Expected expected_at(double threshold, std::span<const Unseen> unseen);

// In [0, 1]: what costs least, in steps of 0.05; 0 where hiding costs more than showing all.
double choose_threshold(std::span<const Unseen> unseen);

inline bool is_hidden(double p, double threshold) { return p < threshold; }

}  // namespace vigie::relevance
