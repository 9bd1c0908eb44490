#include "learning/descent.h"

#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace vigie::learning {
namespace {

constexpr std::uint32_t kStepsATelling = 8'192;

void shuffle(std::vector<std::uint32_t>& order, Random& random) {
  for (std::size_t at = order.size(); at > 1; --at) std::swap(order[at - 1], order[random.below(at)]);
}

}  // namespace

Result<void> check_training(std::string_view part, std::size_t examples, const TrainOptions& options) {
  const std::string name(part);
  if (examples < kExamplesMin) {
    return invalid(name + ": fewer than " + std::to_string(kExamplesMin) + " examples cannot make a model");
  }
  if (options.epochs < 1 || !(options.rate > 0)) return invalid(name + ": epochs and rate must be positive");
  return {};
}

void descend(std::uint32_t examples, const TrainOptions& options, Random& random, const Step& step) {
  std::vector<std::uint32_t> order(examples);
  std::iota(order.begin(), order.end(), 0U);
  const auto total = static_cast<double>(examples) * options.epochs;
  double done = 0;
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    shuffle(order, random);
    for (std::uint32_t at = 0; at < examples; ++at) {
      step(order[at], options.rate * static_cast<float>(1 - done / total));
      done += 1;
      if (at % kStepsATelling == 0) options.on_progress(done / total);
    }
  }
  options.on_progress(1);
}

}  // namespace vigie::learning
