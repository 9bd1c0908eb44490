#include "relevance/threshold.h"

#include <algorithm>
#include <cmath>

namespace vigie::relevance {
namespace {

constexpr std::size_t kFolds = 10;
constexpr int kSteps = 19;  // Of 0.05: from 0 to 0.95.
// Where p can be trusted, hiding under it costs as much as showing.
constexpr double kFair = 1 / (1 + kHidingWronglyCosts);

double cost_of(const Expected& expected) {
  const auto shown = static_cast<double>(expected.other - expected.other_hidden);
  return static_cast<double>(expected.about_hidden) * kHidingWronglyCosts + shown;
}

// Each kind is spread over the folds by itself, so that none lacks one.
std::vector<std::size_t> folds_of(std::span<const Answer> answers) {
  std::vector<std::size_t> out;
  std::size_t about = 0, other = 0;
  for (const Answer& answer : answers) out.push_back((answer.about_us ? about++ : other++) % kFolds);
  return out;
}

}  // namespace

std::vector<Unseen> unseen(std::span<const Answer> answers) {
  const auto folds = folds_of(answers);
  std::vector<Unseen> out(answers.size());
  std::vector<const Answer*> taught;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    taught.clear();
    for (std::size_t at = 0; at < answers.size(); ++at) {
      if (folds[at] != fold) taught.push_back(&answers[at]);
    }
    const Model model = learn(taught);
    for (std::size_t at = 0; at < answers.size(); ++at) {
      if (folds[at] == fold) out[at] = {model.read(answers[at].features), answers[at].about_us};
    }
  }
  return out;
}

Expected expected_at(double threshold, std::span<const Unseen> unseen) {
  Expected out;
  for (const Unseen& one : unseen) {
    const bool hidden = is_hidden(one.p, threshold);
    ++(one.about_us ? out.about : out.other);
    if (hidden) ++(one.about_us ? out.about_hidden : out.other_hidden);
  }
  return out;
}

double choose_threshold(std::span<const Unseen> unseen) {
  double best = 0;
  double best_cost = cost_of(expected_at(0, unseen));
  for (int step = 1; step <= kSteps; ++step) {
    const double threshold = step / 20.0;
    const double cost = cost_of(expected_at(threshold, unseen));
    const bool nearer = std::abs(threshold - kFair) < std::abs(best - kFair);
    // Of those that cost the same, the one that would be right if p could be trusted; nothing is hidden for nothing.
    if (cost < best_cost || (cost == best_cost && best > 0 && nearer)) {
      best = threshold;
      best_cost = cost;
    }
  }
  return best;
}

}  // namespace vigie::relevance
