#include "relevance/model.h"

#include <algorithm>
#include <cmath>

namespace vigie::relevance {

Model::Model(float bias, std::vector<Weight> weights) : bias_(bias), weights_(std::move(weights)) {
  std::sort(weights_.begin(), weights_.end(), [](const Weight& a, const Weight& b) { return a.feature < b.feature; });
}

double Model::read(const Features& features) const {
  double sum = 0;
  auto at = weights_.begin();
  for (const std::uint32_t feature : features) {
    at = std::lower_bound(at, weights_.end(), feature,
                          [](const Weight& weight, std::uint32_t wanted) { return weight.feature < wanted; });
    if (at == weights_.end()) break;
    if (at->feature == feature) sum += at->weight;
  }
  const double length = std::sqrt(static_cast<double>(std::max<std::size_t>(features.size(), 1)));
  return 1 / (1 + std::exp(-(sum / length + bias_)));
}

}  // namespace vigie::relevance
