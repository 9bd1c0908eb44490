#include "mood/toward_train.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/random.h"
#include "learning/hashed_rows.h"
#include "mood/toward_weights.h"

namespace vigie::mood {
namespace {

constexpr std::uint32_t kRows = 1U << 17U;
// Found on folds of the topics that are learnt from: doc/decisions/toward.md.
constexpr float kPower = 0.6F;
constexpr float kRowRate = 0.3F;
constexpr float kDenseRate = 0.05F;
constexpr float kBelief = 0.5F;  // In the mood of the whole post, to begin with.
constexpr float kStepFloor = 1e-4F;
constexpr std::uint32_t kCommonMin = 3;  // Seen so often in small letters: a word of every day.

using Row = std::array<float, kMoods>;

CommonWords common_of(std::span<const std::string_view> texts) {
  std::unordered_map<std::string, std::uint32_t> counts;
  text::Words words;
  for (const std::string_view text : texts) {
    words.clear();
    words.add(text::Field::kText, text);
    for (const text::Word& word : words.all()) {
      const std::string_view typed = words.typed(word);
      if (word.kind == text::Kind::kWord && typed == words.folded(word)) ++counts[std::string(typed)];
    }
  }
  CommonWords out;
  for (const auto& [word, count] : counts) {
    if (count >= kCommonMin) out.add(word);
  }
  return out;
}

struct Seen {
  std::array<float, kDense> dense;
  std::vector<std::uint32_t> places;
};

class Learner {
 public:
  Learner(const Model& mood, const TowardLesson& lesson) : lesson_(lesson) {
    weights_.common = common_of(lesson.texts);
    const auto is_common = [this](std::string_view folded) { return weights_.common.has(folded); };
    TowardFeatures features;
    text::Words words;
    for (const TowardExample& example : lesson.examples) {
      words.clear();
      words.add(text::Field::kText, example.text);
      const auto target = places_of(words, example.topic);
      features.read(mood, is_common, {words, example.language, target});
      Seen seen{features.dense(), {}};
      for (const std::uint64_t hash : features.hashes()) seen.places.push_back(learning::row_of(hash, kRows));
      seen_.push_back(std::move(seen));
    }
    // To begin with, the mood of the whole post is believed; where others are spoken of, too, that of its own clauses.
    const std::size_t alone = kWhole * kMoods;
    const std::size_t among = kDenseOfPlaces + kOwn * kMoods;
    for (std::size_t at = 0; at < kMoods; ++at)
      weights_.dense[alone + at][at] = weights_.dense[among + at][at] = kBelief;
  }

  void learn(std::uint32_t at, float rate) {
    const Seen& seen = seen_[at];
    const TowardExample& example = lesson_.examples[at];
    Row p{};
    for (const std::uint32_t place : seen.places) {
      for (std::size_t mood = 0; mood < kMoods; ++mood) p[mood] += rows_[place][mood];
    }
    const float scale = scale_of(seen);
    for (std::size_t mood = 0; mood < kMoods; ++mood) {
      p[mood] *= scale;
      for (std::size_t one = 0; one < kDense; ++one) p[mood] += seen.dense[one] * weights_.dense[one][mood];
    }
    const float most = *std::max_element(p.begin(), p.end());
    float total = 0;
    for (float& share : p) {
      share = std::exp(share - most);
      total += share;
    }
    for (std::size_t mood = 0; mood < kMoods; ++mood) {
      p[mood] = (p[mood] / total - (mood == static_cast<std::size_t>(example.label) ? 1.0F : 0.0F)) * example.weight;
    }
    step(seen, p, rate, scale);
  }

  std::string finish() {
    std::vector<float> sizes;
    for (const Row& row : rows_) {
      for (const float weight : row) {
        if (weight != 0) sizes.push_back(std::abs(weight));
      }
    }
    std::sort(sizes.begin(), sizes.end());
    const float most = sizes.empty() ? 1 : sizes[sizes.size() - 1 - sizes.size() / 2'000];
    weights_.power = kPower;
    weights_.unit = most / 127;
    weights_.rows.resize(kRows);
    for (std::size_t at = 0; at < rows_.size(); ++at) {
      for (std::size_t mood = 0; mood < kMoods; ++mood) {
        const float level = std::clamp(std::round(rows_[at][mood] / weights_.unit), -127.0F, 127.0F);
        weights_.rows[at].weight[mood] = static_cast<std::int8_t>(level);
      }
    }
    return weights_.to_bytes();
  }

 private:
  static float scale_of(const Seen& seen) {
    return std::pow(static_cast<float>(std::max<std::size_t>(seen.places.size(), 1)), -kPower);
  }

  void step(const Seen& seen, const Row& slope, float rate, float scale) {
    const float squares = (slope[0] * slope[0] + slope[1] * slope[1] + slope[2] * slope[2]) * scale * scale;
    for (const std::uint32_t place : seen.places) {
      steps_[place] += squares;
      const float size = kRowRate * rate / std::sqrt(steps_[place] + kStepFloor);
      for (std::size_t mood = 0; mood < kMoods; ++mood) rows_[place][mood] -= size * slope[mood] * scale;
    }
    for (std::size_t one = 0; one < kDense; ++one) {
      for (std::size_t mood = 0; mood < kMoods; ++mood)
        weights_.dense[one][mood] -= kDenseRate * rate * slope[mood] * seen.dense[one];
    }
  }

  const TowardLesson& lesson_;
  TowardWeights weights_;
  std::vector<Seen> seen_;
  std::vector<Row> rows_ = std::vector<Row>(kRows);
  std::vector<float> steps_ = std::vector<float>(kRows);
};

}  // namespace

Result<std::string> train_toward(const Model& mood, const TowardLesson& lesson, const learning::TrainOptions& options) {
  if (auto ok = learning::check_training("mood", lesson.examples.size(), options); !ok) return ok.error();
  Learner learner(mood, lesson);
  Random random(options.seed);
  learning::descend(static_cast<std::uint32_t>(lesson.examples.size()), options, random,
                    [&](std::uint32_t at, float rate) { learner.learn(at, rate); });
  return learner.finish();
}

}  // namespace vigie::mood
