// Learns a model from answers: logistic regression with a strong Gaussian prior on every weight, so that one answer
// moves little and none of a few words decides alone. The smallest loss is found by accelerated gradient steps
// (Nesterov 1983) over all answers at once: no chance, no order, the same answers give the same model. Threads: pure
// functions. Errors: none. Cost: about 0.3 ms for 100 answers, 10 ms for kAnswersMax.
#pragma once

#include <optional>
#include <span>

#include "relevance/features.h"
#include "relevance/model.h"

namespace vigie::relevance {

constexpr std::size_t kAnswersMin = 20;     // Fewer teach nothing yet.
constexpr std::size_t kOfAKindMin = 3;      // Of each kind.
constexpr std::size_t kAnswersMax = 1'000;  // Of one watch; the newest count.

struct Answer {
  Features features;
  bool about_us = false;
};

struct Kinds {
  std::size_t about = 0;
  std::size_t other = 0;
};
Kinds kinds_of(std::span<const Answer> answers);

// Enough answers, and some of both kinds.
bool can_learn(const Kinds& kinds);

// Needs one answer of each kind.
Model learn(std::span<const Answer* const> answers);
Model learn(std::span<const Answer> answers);

}  // namespace vigie::relevance
