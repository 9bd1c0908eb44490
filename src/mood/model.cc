#include "mood/model.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "mood/features.h"
#include "mood/sums.h"
#include "mood/weights.h"

namespace vigie::mood {
namespace {

Sums sums_of(const std::vector<Row8>& rows, std::span<const std::uint64_t> features) {
  std::array<std::uint32_t, kFeaturesMax> places;  // Filled as far as counted.
  for (std::size_t at = 0; at < features.size(); ++at) {
    places[at] = place_of(features[at], rows);
    __builtin_prefetch(&rows[places[at]]);
  }
  Sums sums{};
  add_places(rows, std::span(places).first(features.size()), sums);
  return sums;
}

}  // namespace

Probabilities softmax(const Sums& sums, float scale) {
  const auto most = static_cast<float>(*std::max_element(sums.begin(), sums.begin() + kMoods));
  Probabilities out{};
  float total = 0;
  for (std::size_t mood = 0; mood < kMoods; ++mood) {
    out[mood] = std::exp((static_cast<float>(sums[mood]) - most) * scale);
    total += out[mood];
  }
  for (float& p : out) p /= total;
  return out;
}

post::Mood mood_of(const Probabilities& p) {
  post::Reading reading;
  std::copy(p.begin(), p.end(), reading.mood_p);
  return reading.mood();
}

Result<Model> Model::from_bytes(std::string_view bytes) {
  auto weights = Weights::from_bytes(bytes);
  if (!weights) return weights.error();
  return Model(std::move(*weights));
}

std::string_view Model::version() const { return weights_->version; }

Probabilities Model::read(const text::Words& words, post::LanguageId language) const {
  Features features;
  features.read(words, language);
  const auto hashes = features.hashes();
  return softmax(sums_of(weights_->rows, hashes), weights_->scale(hashes.size()));
}

std::vector<Reason> Model::explain(const text::Words& words, post::LanguageId language, std::size_t reasons_max) const {
  Features features;
  features.read(words, language);
  const auto hashes = features.hashes();
  const float scale = weights_->scale(hashes.size());
  const auto mood = static_cast<std::size_t>(mood_of(softmax(sums_of(weights_->rows, hashes), scale)));

  std::vector<Reason> reasons;
  for (const std::string_view piece : features.pieces()) reasons.push_back({piece, 0});
  for (std::size_t at = 0; at < hashes.size(); ++at) {
    const auto own = sums_of(weights_->rows, hashes.subspan(at, 1));
    const auto others = static_cast<float>(own[0] + own[1] + own[2] - own[mood]) / 2;
    reasons[features.piece_of()[at]].weight += (static_cast<float>(own[mood]) - others) * scale;
  }
  reasons.erase(reasons.begin());  // What belongs to the text as a whole is no word.
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const Reason& a, const Reason& b) { return std::abs(a.weight) > std::abs(b.weight); });
  if (reasons.size() > reasons_max) reasons.resize(reasons_max);
  return reasons;
}

}  // namespace vigie::mood
