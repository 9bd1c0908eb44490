// The numbers of a model of mood toward a target, and their bytes: doc/formats/toward-model.md.
// Threads: immutable once made. Errors: from_bytes() names what is wrong.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mood/model.h"
#include "mood/toward_features.h"
#include "mood/weights.h"

namespace vigie::mood {

constexpr std::uint32_t kCommonBits = 1U << 19U;

// Which words are of every day, by their hash: a bit each.
class CommonWords {
 public:
  bool has(std::string_view folded) const;
  void add(std::string_view folded);

  std::vector<std::uint64_t> bits = std::vector<std::uint64_t>(kCommonBits / 64);
};

struct TowardWeights {
  float power = 0;  // The sum of n words is divided by n to this power.
  float unit = 0;   // What a weight of 1 is worth.
  std::array<std::array<float, kMoods>, kDense> dense{};
  CommonWords common;
  std::vector<Row8> rows;
  std::string version;

  Probabilities read(const TowardFeatures& features) const;

  static Result<std::shared_ptr<const TowardWeights>> from_bytes(std::string_view bytes);
  std::string to_bytes() const;
};

}  // namespace vigie::mood
