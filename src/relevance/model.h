// Of one watch: how probable it is that a post is about us, by a linear model over hashed features.
// Threads: immutable. Errors: none. Cost: one look for each feature, about 60 of a post.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "relevance/features.h"

namespace vigie::relevance {

class Model {
 public:
  struct Weight {
    std::uint32_t feature;
    float weight;
  };
  Model(float bias, std::vector<Weight> weights);  // In any order, each feature once.

  // p(about us), in (0, 1).
  double read(const Features& features) const;

 private:
  float bias_;
  std::vector<Weight> weights_;  // By feature.
};

}  // namespace vigie::relevance
