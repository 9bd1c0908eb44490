#include "language/learner.h"

#include <algorithm>
#include <cmath>

namespace vigie::language {
namespace {

constexpr float kStepFloor = 1e-3F;
constexpr float kForeignWeight = 0.3F;  // Lessons of languages not ours count less: a doubt is ours.
constexpr std::size_t kLevels = 16;

using LevelValues = std::array<float, kLevels>;

std::vector<float> sorted_sample(std::span<const float> weights) {
  std::vector<float> out;
  for (std::size_t at = 0; at < weights.size(); at += 7) {
    if (weights[at] != 0) out.push_back(weights[at]);
  }
  if (out.empty()) out.push_back(0);
  std::sort(out.begin(), out.end());
  return out;
}

// Each level moves to the mean of what is nearest to it.
void move_levels(std::span<const float> sample, LevelValues& levels) {
  std::size_t from = 0;
  for (std::size_t level = 0; level < kLevels; ++level) {
    const bool last = level + 1 == kLevels;
    const float edge = last ? INFINITY : (levels[level] + levels[level + 1]) / 2;
    double sum = 0;
    std::size_t to = from;
    while (to < sample.size() && (last || sample[to] < edge)) sum += sample[to++];
    if (to > from) levels[level] = static_cast<float>(sum / static_cast<double>(to - from));
    from = to;
  }
}

// Lloyd's algorithm on a sample, begun at equal shares (Lloyd, "Least squares quantization in PCM", 1982).
LevelValues levels_of(std::span<const float> weights) {
  constexpr int kRounds = 30;
  const auto sample = sorted_sample(weights);
  LevelValues levels{};
  for (std::size_t level = 0; level < kLevels; ++level) {
    levels[level] = sample[(2 * level + 1) * sample.size() / (2 * kLevels)];
  }
  for (int round = 0; round < kRounds; ++round) move_levels(sample, levels);
  *std::min_element(levels.begin(), levels.end(), [](float a, float b) { return std::abs(a) < std::abs(b); }) = 0;
  return levels;
}

std::uint8_t nearest(const LevelValues& levels, float weight) {
  std::size_t best = 0;
  for (std::size_t level = 1; level < kLevels; ++level) {
    if (std::abs(weight - levels[level]) < std::abs(weight - levels[best])) best = level;
  }
  return static_cast<std::uint8_t>(best);
}

}  // namespace

Learner::Learner(TableShape shape, float power)
    : power_(power),
      shape_(std::move(shape)),
      weights_(std::size_t{shape_.row_count} * shape_.lane_count),
      steps_(shape_.row_count) {}

bool Learner::has(Script script) const {
  return std::any_of(shape_.lanes.begin(), shape_.lanes.end(), [=](const Lane& lane) { return lane.script == script; });
}

void Learner::step(std::span<const std::uint32_t> rows, Lane label, float rate) {
  if (!knows(label)) return;
  const float scale = std::pow(static_cast<float>(rows.size()), -power_);
  Lanes p = scores(rows, scale);
  softmax(p, label.script);
  to_slope(p, label, scale);
  descend(rows, p, rate);
}

bool Learner::knows(Lane label) const {
  return std::any_of(shape_.lanes.begin(), shape_.lanes.end(), [&](const Lane& lane) { return lane == label; });
}

Learner::Lanes Learner::scores(std::span<const std::uint32_t> rows, float scale) const {
  Lanes out{};
  for (const std::uint32_t row : rows) {
    const float* const weight = weights_.data() + std::size_t{row} * shape_.lane_count;
    for (std::size_t lane = 0; lane < shape_.lane_count; ++lane) out[lane] += weight[lane];
  }
  for (float& score : out) score *= scale;
  return out;
}

// Scores become shares of the lanes of one script; others get 0.
void Learner::softmax(Lanes& p, Script script) const {
  float most = -1e30F;
  for (std::size_t lane = 0; lane < shape_.lanes.size(); ++lane) {
    if (shape_.lanes[lane].script == script) most = std::max(most, p[lane]);
  }
  float total = 0;
  for (std::size_t lane = 0; lane < kLanesMax; ++lane) {
    const bool possible = lane < shape_.lanes.size() && shape_.lanes[lane].script == script;
    p[lane] = possible ? std::exp(p[lane] - most) : 0;
    total += p[lane];
  }
  for (float& share : p) share /= total;
}

// Shares become the slope of the loss.
void Learner::to_slope(Lanes& p, Lane label, float scale) const {
  const float weight_of_lesson = label.language == post::kUnknownLanguage ? kForeignWeight : 1.0F;
  for (std::size_t lane = 0; lane < shape_.lanes.size(); ++lane) {
    p[lane] = (p[lane] - (shape_.lanes[lane] == label ? 1.0F : 0.0F)) * weight_of_lesson * scale;
  }
}

void Learner::descend(std::span<const std::uint32_t> rows, const Lanes& slope, float rate) {
  float squares = 0;
  for (std::size_t lane = 0; lane < shape_.lanes.size(); ++lane) squares += slope[lane] * slope[lane];
  for (const std::uint32_t row : rows) {
    steps_[row] += squares;
    const float size = rate / std::sqrt(steps_[row] + kStepFloor);
    float* const weight = weights_.data() + std::size_t{row} * shape_.lane_count;
    for (std::size_t lane = 0; lane < shape_.lane_count; ++lane) weight[lane] -= size * slope[lane];
  }
}

CodedTable Learner::to_table() const {
  CodedTable out;
  out.row_count = shape_.row_count;
  out.lane_count = shape_.lane_count;
  out.lanes = shape_.lanes;
  out.power = power_;
  const auto levels = levels_of(weights_);
  const float most = std::max(std::abs(levels.front()), std::abs(levels.back()));
  out.unit = most > 0 ? most / 127 : 1;
  for (std::size_t level = 0; level < kLevels; ++level) {
    out.levels[level] = static_cast<std::int8_t>(std::lround(levels[level] / out.unit));
  }
  out.codes.reserve(weights_.size());
  for (const float weight : weights_) out.codes.push_back(nearest(levels, weight));
  return out;
}

}  // namespace vigie::language
