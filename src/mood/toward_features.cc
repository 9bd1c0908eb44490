#include "mood/toward_features.h"

#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "mood/features.h"
#include "mood/toward_words.h"

namespace vigie::mood {
namespace {

constexpr float kLeast = 1e-4F;
constexpr std::size_t kPlacesBytesRead = 16'384;  // Of all places together: far more than kTokensMax take.

// Log-probabilities less their mean.
std::array<float, 3> centred(const Probabilities& p) {
  std::array<float, 3> out{};
  for (std::size_t mood = 0; mood < 3; ++mood) out[mood] = std::log(std::max(p[mood], kLeast));
  const float mean = (out[0] + out[1] + out[2]) / 3;
  for (float& one : out) one -= mean;
  return out;
}

}  // namespace

void TowardFeatures::read(const Model& mood, const IsCommon& is_common, const Question& question) {
  own_clauses(question.words, question.target, is_common, owned_);
  dense_.fill(0);
  read_places(mood, question);
  hashes_.clear();
  see_from_target(question.words, question.target, owned_, hashes_);
}

void TowardFeatures::read_places(const Model& mood, const Question& question) {
  const bool shared = std::any_of(owned_.clauses.begin(), owned_.clauses.end(),
                                  [](const OwnedClause& one) { return one.owner == Owner::kOther; });
  const std::size_t first = shared ? kDenseOfPlaces : 0;
  const auto put = [&](Place place, const Probabilities& p) {
    const auto values = centred(p);
    std::copy(values.begin(), values.end(), dense_.begin() + static_cast<std::ptrdiff_t>(first + place * 3));
  };
  const Probabilities whole = mood.read(question.words, question.language);
  put(kWhole, whole);
  dense_[first + kDenseOfPlaces - 1] = 1;
  for (const Owner owner : {Owner::kTarget, Owner::kOther}) {
    places_.clear();
    for (const OwnedClause& one : owned_.clauses) {
      if (one.owner == owner) places_.push_back(one.clause);
    }
    const bool is_all = places_.size() == owned_.clauses.size();
    if (!places_.empty()) {
      put(owner == Owner::kTarget ? kOwn : kOthers, is_all ? whole : read_all(mood, question, places_));
    }
  }
  put(kBeside, owned_.beside.empty() ? whole : read_all(mood, question, owned_.beside));
}

Probabilities TowardFeatures::read_all(const Model& mood, const Question& question, std::span<const Clause> places) {
  within_.clear();
  std::size_t left = kPlacesBytesRead;
  for (const Clause& place : places) {
    if (left == 0 || within_.all().size() >= kTokensMax) break;  // The mood model reads no more of them.
    std::string_view text = question.words.texts()[static_cast<std::size_t>(place.part)];
    text = text.substr(place.from, place.to - place.from);
    const std::size_t taken = whole_points(text, left);
    within_.add(text::Field::kText, text.substr(0, taken));
    left = taken < text.size() ? 0 : left - taken;
  }
  return mood.read(within_, question.language);
}

}  // namespace vigie::mood
