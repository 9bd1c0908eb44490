// The numbers of a mood model and their bytes: doc/formats/mood-model.md.
// Threads: immutable once made. Errors: from_bytes() names what is wrong.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "mood/model.h"

namespace vigie::mood {

constexpr std::uint32_t kRowsMax = 1U << 23U;
constexpr std::size_t kMoods = 3;

struct Row8 {
  std::int8_t weight[4];  // By post::Mood; the fourth is 0 and makes a row one load.
};

struct Model::Weights {
  float power = 0;  // A text's sum of n features is divided by n to this power.
  float unit = 0;   // What a weight of 1 is worth.
  std::vector<Row8> rows;
  std::string version;

  // What the sum of so many features is multiplied by, up to kFeaturesMax.
  float scale(std::size_t features) const { return scales[features]; }
  void measure();  // Once unit and power are known.
  std::vector<float> scales;

  static Result<std::shared_ptr<const Weights>> from_bytes(std::string_view bytes);
};

std::string to_bytes(float power, float unit, const std::vector<Row8>& rows);

}  // namespace vigie::mood
