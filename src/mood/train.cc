#include "mood/train.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "base/random.h"
#include "learning/hashed_rows.h"
#include "mood/features.h"
#include "mood/weights.h"
#include "text/words.h"

namespace vigie::mood {
namespace {

constexpr std::uint32_t kRows = 1U << 21U;
constexpr int kDescents = 3;  // Each in another order; their mean is the model.
constexpr float kPower = 0.65F;
constexpr float kStepFloor = 1e-4F;

using Row = std::array<float, kMoods>;

struct Learnt {
  Row weight{};
  float steps = 0;  // AdaGrad: squared steps so far, one sum a row.
};

// Weights while they are learnt.
struct Table {
  std::vector<Learnt> rows = std::vector<Learnt>(kRows);

  // Rows are far apart in memory: all are asked for before the first is needed.
  void add_to(Row& sum, std::span<const std::uint32_t> places) const {
    for (const std::uint32_t at : places) __builtin_prefetch(&rows[at]);
    for (const std::uint32_t at : places) {
      for (std::size_t mood = 0; mood < kMoods; ++mood) sum[mood] += rows[at].weight[mood];
    }
  }
  void step(std::span<const std::uint32_t> places, const Row& slope, float rate) {
    const float squares = slope[0] * slope[0] + slope[1] * slope[1] + slope[2] * slope[2];
    for (const std::uint32_t at : places) {
      Learnt& row = rows[at];
      row.steps += squares;
      const float size = rate / std::sqrt(row.steps + kStepFloor);
      for (std::size_t mood = 0; mood < kMoods; ++mood) row.weight[mood] -= size * slope[mood];
    }
  }
};

// The features of all examples, one after another.
class Lessons {
 public:
  explicit Lessons(std::span<const Example> examples) {
    text::Words words;
    const auto features = std::make_unique<Features>();
    for (const Example& example : examples) {
      words.clear();
      words.add(text::Field::kText, example.text);
      features->read(words, example.language);
      starts_.push_back(places_.size());
      for (const std::uint64_t hash : features->hashes()) places_.push_back(learning::row_of(hash, kRows));
    }
    starts_.push_back(places_.size());
  }
  std::span<const std::uint32_t> of(std::size_t example) const {
    return {places_.data() + starts_[example], starts_[example + 1] - starts_[example]};
  }

 private:
  std::vector<std::uint32_t> places_;
  std::vector<std::size_t> starts_;
};

struct Tables {
  Table shared;
  Table own;  // Of texts that are no posts.
};

void learn(Tables& tables, const Example& example, std::span<const std::uint32_t> places, float rate) {
  Row p{};
  tables.shared.add_to(p, places);
  const std::size_t count = example.is_post ? places.size() : 2 * places.size();
  if (!example.is_post) tables.own.add_to(p, places);
  const float scale = std::pow(static_cast<float>(count), -kPower);
  const float most = *std::max_element(p.begin(), p.end());
  float total = 0;
  for (float& share : p) {
    share = std::exp((share - most) * scale);
    total += share;
  }
  for (std::size_t mood = 0; mood < kMoods; ++mood) {
    const float truth = mood == static_cast<std::size_t>(example.label) ? 1.0F : 0.0F;
    p[mood] = (p[mood] / total - truth) * scale * example.weight;
  }
  tables.shared.step(places, p, rate);
  if (!example.is_post) tables.own.step(places, p, rate);
}

// The largest weights are cut at a size that all but one in two thousand stay under.
std::string quantise(const std::vector<Row>& rows) {
  std::vector<float> sizes;
  for (const Row& row : rows) {
    for (const float weight : row) {
      if (weight != 0) sizes.push_back(std::abs(weight));
    }
  }
  float most = 1;
  if (!sizes.empty()) {
    const auto cut = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() - 1 - sizes.size() / 2'000);
    std::nth_element(sizes.begin(), cut, sizes.end());
    most = *cut;
  }
  const float unit = most / 127;
  std::vector<Row8> out(rows.size());
  for (std::size_t at = 0; at < rows.size(); ++at) {
    for (std::size_t mood = 0; mood < kMoods; ++mood) {
      const float level = std::clamp(std::round(rows[at][mood] / unit), -127.0F, 127.0F);
      out[at].weight[mood] = static_cast<std::int8_t>(level);
    }
    out[at].weight[kMoods] = 0;
  }
  return to_bytes(kPower, unit, out);
}

}  // namespace

Result<std::string> train(std::span<const Example> examples, const learning::TrainOptions& options) {
  if (auto ok = learning::check_training("mood", examples.size(), options); !ok) return ok.error();
  const Lessons lessons(examples);
  std::vector<Row> mean(kRows);
  for (int descent = 0; descent < kDescents; ++descent) {
    Tables tables;
    Random random(options.seed + static_cast<std::uint64_t>(descent));
    learning::TrainOptions part = options;
    part.on_progress = [&](double share) { options.on_progress((descent + share) / kDescents); };
    learning::descend(static_cast<std::uint32_t>(examples.size()), part, random,
                      [&](std::uint32_t at, float rate) { learn(tables, examples[at], lessons.of(at), rate); });
    for (std::uint32_t at = 0; at < kRows; ++at) {
      for (std::size_t mood = 0; mood < kMoods; ++mood)
        mean[at][mood] += tables.shared.rows[at].weight[mood] / kDescents;
    }
  }
  return quantise(mean);
}

}  // namespace vigie::mood
