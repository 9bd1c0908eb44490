#include "relevance/learn.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/check.h"

namespace vigie::relevance {
namespace {

constexpr double kPrior = 0.05;     // What a squared weight of 1 costs, against the loss of one answer.
constexpr double kBiasPrior = 0.1;  // The share of posts that are about us is told by the answers themselves.
constexpr int kSteps = 80;

double sigmoid(double value) { return 1 / (1 + std::exp(-value)); }

// The answers as rows of a matrix whose columns are the features that occur.
class Rows {
 public:
  explicit Rows(std::span<const Answer* const> answers) {
    for (const Answer* answer : answers)
      columns_.insert(columns_.end(), answer->features.begin(), answer->features.end());
    std::sort(columns_.begin(), columns_.end());
    columns_.erase(std::unique(columns_.begin(), columns_.end()), columns_.end());
    for (const Answer* answer : answers) {
      rows_.emplace_back();
      for (const std::uint32_t feature : answer->features) {
        const auto at = std::lower_bound(columns_.begin(), columns_.end(), feature);
        rows_.back().columns.push_back(static_cast<std::uint32_t>(at - columns_.begin()));
      }
      rows_.back().value = 1 / std::sqrt(static_cast<double>(std::max<std::size_t>(answer->features.size(), 1)));
      rows_.back().truth = answer->about_us ? 1 : 0;
    }
  }

  // The slope of the loss at `weights`, whose last is the bias.
  void slope(const std::vector<double>& weights, std::vector<double>& out) const {
    for (std::size_t at = 0; at < weights.size(); ++at) out[at] = weights[at] * kPrior;
    out.back() = weights.back() * kBiasPrior;
    for (const Row& row : rows_) {
      double sum = 0;
      for (const std::uint32_t column : row.columns) sum += weights[column];
      const double miss = sigmoid(sum * row.value + weights.back()) - row.truth;
      for (const std::uint32_t column : row.columns) out[column] += miss * row.value;
      out.back() += miss;
    }
  }

  std::size_t size() const { return rows_.size(); }
  const std::vector<std::uint32_t>& columns() const { return columns_; }

 private:
  struct Row {
    std::vector<std::uint32_t> columns;
    double value = 0;
    double truth = 0;
  };
  std::vector<std::uint32_t> columns_;
  std::vector<Row> rows_;
};

// Every row is of length 1, and so is its bias: no slope is steeper than this.
double steepest(std::size_t rows) { return 0.25 * 2 * static_cast<double>(rows) + kBiasPrior; }

}  // namespace

Kinds kinds_of(std::span<const Answer> answers) {
  Kinds out;
  for (const Answer& answer : answers) ++(answer.about_us ? out.about : out.other);
  return out;
}

bool can_learn(const Kinds& kinds) {
  return kinds.about + kinds.other >= kAnswersMin && std::min(kinds.about, kinds.other) >= kOfAKindMin;
}

Model learn(std::span<const Answer* const> answers) {
  check(!answers.empty(), "relevance: nothing to learn from");
  const Rows rows(answers);
  std::vector<double> weights(rows.columns().size() + 1), before = weights, ahead = weights, slope = weights;
  const double step = 1 / steepest(rows.size());
  for (int at = 0; at < kSteps; ++at) {
    rows.slope(ahead, slope);
    before = weights;
    const double push = static_cast<double>(at) / (at + 3);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      weights[i] = ahead[i] - step * slope[i];
      ahead[i] = weights[i] + push * (weights[i] - before[i]);
    }
  }
  std::vector<Model::Weight> out;
  for (std::size_t at = 0; at < rows.columns().size(); ++at) {
    out.push_back({rows.columns()[at], static_cast<float>(weights[at])});
  }
  return {static_cast<float>(weights.back()), std::move(out)};
}

Model learn(std::span<const Answer> answers) {
  std::vector<const Answer*> all;
  for (const Answer& answer : answers) all.push_back(&answer);
  return learn(all);
}

}  // namespace vigie::relevance
