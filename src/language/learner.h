// One table while it is learnt: logistic regression over rows of floating weights.
// Threads: owned by one thread. Errors: none.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "language/weights.h"

namespace vigie::language {

struct TableShape {
  std::uint32_t row_count;
  std::uint32_t lane_count;  // 16 or 32.
  std::vector<Lane> lanes;
};

class Learner {
 public:
  Learner(TableShape shape, float power);

  const TableShape& shape() const { return shape_; }
  bool has(Script script) const;

  // One step towards `label` for a text of `script` that picks `rows`. A label that no lane of the
  // script has is passed over.
  void step(std::span<const std::uint32_t> rows, Lane label, float rate);

  // The weights, each as the nearest of 16 levels.
  CodedTable to_table() const;

 private:
  using Lanes = std::array<float, kLanesMax>;

  bool knows(Lane label) const;
  Lanes scores(std::span<const std::uint32_t> rows, float scale) const;
  void softmax(Lanes& p, Script script) const;
  void to_slope(Lanes& p, Lane label, float scale) const;
  void descend(std::span<const std::uint32_t> rows, const Lanes& slope, float rate);

  float power_;
  TableShape shape_;
  std::vector<float> weights_;
  std::vector<float> steps_;  // AdaGrad (Duchi, Hazan, Singer, 2011): squared steps so far, one sum a row.
};

}  // namespace vigie::language
