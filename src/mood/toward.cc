#include "mood/toward.h"

#include <algorithm>

#include "mood/toward_weights.h"

namespace vigie::mood {

Result<Toward> Toward::from_bytes(std::string_view bytes) {
  auto weights = TowardWeights::from_bytes(bytes);
  if (!weights) return weights.error();
  return Toward(std::move(*weights));
}

std::string_view Toward::version() const { return weights_->version; }

Probabilities Toward::read(const Model& mood, const text::Words& words, post::LanguageId language,
                           std::span<const Clause> target) const {
  return explain(mood, words, language, target).p;
}

TowardReading Toward::explain(const Model& mood, const text::Words& words, post::LanguageId language,
                              std::span<const Clause> target) const {
  if (target.empty()) return {mood.read(words, language), {}};
  target = target.first(std::min(target.size(), kTargetPlacesMax));
  TowardFeatures features;
  features.read(mood, [this](std::string_view folded) { return weights_->common.has(folded); },
                {words, language, target});
  TowardReading out{weights_->read(features), {}};
  for (const OwnedClause& one : features.owned().clauses) {
    if (one.owner == Owner::kTarget) out.clauses.push_back(one.clause);
  }
  return out;
}

}  // namespace vigie::mood
