// Stochastic gradient descent: all examples, epoch by epoch, each epoch in another order, at a rate
// that falls to nothing.
// Threads: owned by one thread. Errors: options that make no descent.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "base/random.h"
#include "base/result.h"

namespace vigie::learning {

constexpr std::size_t kExamplesMin = 100;  // Fewer cannot make a model.

struct TrainOptions {
  std::uint64_t seed = 1;
  int epochs = 4;
  float rate = 1.0F;
  std::function<void(double)> on_progress = [](double) {};  // Share done, in [0, 1].
};

// Whether a model can be learnt so; the error begins with `part`.
Result<void> check_training(std::string_view part, std::size_t examples, const TrainOptions& options);

// Takes one step towards the example with this index. `rate` is greater than 0.
using Step = std::function<void(std::uint32_t example, float rate)>;

// The same `random` gives the same steps.
void descend(std::uint32_t examples, const TrainOptions& options, Random& random, const Step& step);

}  // namespace vigie::learning
