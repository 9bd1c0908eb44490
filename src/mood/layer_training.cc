#include "mood/layer_training.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "base/hash.h"
#include "base/random.h"
#include "learning/descent.h"
#include "mood/features.h"
#include "mood/sums.h"
#include "mood/weights.h"

namespace vigie::mood {
namespace {

constexpr std::uint64_t kFolds = 5;
constexpr int kEpochs = 8;
constexpr float kRate = 2.0F;
constexpr float kPull = 0.02F;  // Of each weight, at every epoch, back to the model.

using Floats = std::array<float, kMoods>;

// The rows of some lessons, and what they have learnt so far: differences in the model's unit.
class Differences {
 public:
  explicit Differences(std::vector<std::uint32_t> rows) : rows_(std::move(rows)) {
    std::sort(rows_.begin(), rows_.end());
    rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
    more_.resize(rows_.size());
  }
  std::vector<std::uint32_t> places_of(std::span<const std::uint32_t> rows) const {
    std::vector<std::uint32_t> out;
    out.reserve(rows.size());
    for (const std::uint32_t row : rows) {
      out.push_back(static_cast<std::uint32_t>(std::lower_bound(rows_.begin(), rows_.end(), row) - rows_.begin()));
    }
    return out;
  }
  // One step towards `right`, of a text of which the model alone has `sums`.
  void learn(const Sums& sums, std::span<const std::uint32_t> places, float scale, float unit, post::Mood right,
             float rate) {
    Floats p{};
    for (std::size_t mood = 0; mood < kMoods; ++mood) p[mood] = static_cast<float>(sums[mood]);
    for (const std::uint32_t at : places) {
      for (std::size_t mood = 0; mood < kMoods; ++mood) p[mood] += more_[at][mood];
    }
    const float most = *std::max_element(p.begin(), p.end());
    float total = 0;
    for (float& share : p) {
      share = std::exp((share - most) * scale);
      total += share;
    }
    for (std::size_t mood = 0; mood < kMoods; ++mood) {
      const float truth = mood == static_cast<std::size_t>(right) ? 1.0F : 0.0F;
      p[mood] = (p[mood] / total - truth) * scale / (unit * unit) * rate;
    }
    for (const std::uint32_t at : places) {
      for (std::size_t mood = 0; mood < kMoods; ++mood) more_[at][mood] -= p[mood];
    }
  }
  void pull(float share) {
    for (Floats& more : more_) {
      for (float& one : more) one *= 1 - share;
    }
  }
  // The largest, where there are too many; by rising row.
  std::vector<LayerRow> rounded(Random& random) const;

 private:
  std::vector<std::uint32_t> rows_;
  std::vector<Floats> more_;  // By place in rows_.
};

// Up or down by chance, so that many small differences still add up to what they are together.
std::int8_t round_by_chance(float level, Random& random) {
  const float low = std::floor(level);
  const float rounded = low + (random.chance(level - low) ? 1.0F : 0.0F);
  return static_cast<std::int8_t>(std::clamp(rounded, -127.0F, 127.0F));
}

std::vector<LayerRow> Differences::rounded(Random& random) const {
  const auto size_of = [](const Floats& more) {
    return std::max({std::abs(more[0]), std::abs(more[1]), std::abs(more[2])});
  };
  float least = 0;
  if (more_.size() > kLayerRowsMax) {
    std::vector<float> sizes;
    for (const Floats& more : more_) sizes.push_back(size_of(more));
    std::nth_element(sizes.begin(), sizes.begin() + kLayerRowsMax, sizes.end(), std::greater<>());
    least = sizes[kLayerRowsMax];
  }
  std::vector<LayerRow> out;
  for (std::size_t at = 0; at < more_.size(); ++at) {
    if (size_of(more_[at]) <= least) continue;
    LayerRow row{rows_[at], {}};
    for (std::size_t mood = 0; mood < kMoods; ++mood) row.more[mood] = round_by_chance(more_[at][mood], random);
    if (row.more != std::array<std::int8_t, 3>{}) out.push_back(row);
  }
  return out;
}

}  // namespace

bool LayerTraining::add(const text::Words& words, post::LanguageId language, post::Mood right) {
  const auto features = std::make_unique<Features>();
  features->read(words, language);
  if (features->pieces().size() < 2) return false;  // The first is the text as a whole.
  Lesson lesson{right, {}};
  for (const std::uint64_t hash : features->hashes()) lesson.rows.push_back(place_of(hash, model_.weights_->rows));
  lessons_.push_back(std::move(lesson));
  return true;
}

std::string LayerTraining::learn(std::uint64_t seed) const {
  std::vector<const Lesson*> lessons;
  for (const Lesson& lesson : lessons_) lessons.push_back(&lesson);
  return learn_from(lessons, seed);
}

std::string LayerTraining::learn_from(const std::vector<const Lesson*>& lessons, std::uint64_t seed) const {
  const Model::Weights& weights = *model_.weights_;
  std::vector<std::uint32_t> rows;
  for (const Lesson* lesson : lessons) rows.insert(rows.end(), lesson->rows.begin(), lesson->rows.end());
  Differences differences(std::move(rows));
  std::vector<Sums> sums(lessons.size());
  std::vector<std::vector<std::uint32_t>> places;
  for (std::size_t at = 0; at < lessons.size(); ++at) {
    add_places(weights.rows, lessons[at]->rows, sums[at]);
    places.push_back(differences.places_of(lessons[at]->rows));
  }
  Random random(seed);
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    const float rate = kRate * static_cast<float>(kEpochs - epoch) / kEpochs;
    learning::TrainOptions options;
    options.epochs = 1;
    learning::descend(static_cast<std::uint32_t>(lessons.size()), options, random, [&](std::uint32_t at, float) {
      differences.learn(sums[at], places[at], weights.scale(places[at].size()), weights.unit, lessons[at]->right, rate);
    });
    differences.pull(kPull);
  }
  return to_layer_bytes(model_.version(), differences.rounded(random));
}

post::Mood LayerTraining::read(const Model& model, const Lesson& lesson) const {
  Sums sums{};
  add_places(model.weights_->rows, lesson.rows, sums);
  return mood_of(softmax(sums, model.weights_->scale(lesson.rows.size())));
}

std::vector<LayerTraining::HeldOut> LayerTraining::measure(std::uint64_t seed) const {
  std::vector<HeldOut> out;
  std::vector<std::uint64_t> folds;
  for (const Lesson& lesson : lessons_) {
    const std::string_view bytes(reinterpret_cast<const char*>(lesson.rows.data()),
                                 lesson.rows.size() * sizeof lesson.rows[0]);
    folds.push_back(hash64(bytes, seed) % kFolds);
    const post::Mood alone = read(model_, lesson);
    out.push_back({lesson.right, alone, alone});
  }
  for (std::uint64_t fold = 0; fold < kFolds; ++fold) {
    std::vector<const Lesson*> others;
    for (std::size_t at = 0; at < lessons_.size(); ++at) {
      if (folds[at] != fold) others.push_back(&lessons_[at]);
    }
    const auto layered = Layer::from_bytes(learn_from(others, seed)).value().over(model_).value();
    for (std::size_t at = 0; at < lessons_.size(); ++at) {
      if (folds[at] == fold) out[at].layered = read(layered, lessons_[at]);
    }
  }
  return out;
}

}  // namespace vigie::mood
