// What mood is this post in toward one that it names? "X is awful, Y saved me" is negative toward X and positive toward
// Y. A small linear model over what the mood model reads in the clauses of the target and of others, and over words as
// seen from the target.
//
// Where a post does not name the target, the answer is of the post as a whole. Threads: immutable, shared by any.
// Errors: only from_bytes() can fail; it names what is wrong. Cost: some tens of microseconds a post: it is for posts
// that are looked at and for surveys, not for every post that comes in.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "mood/clauses.h"
#include "mood/model.h"
#include "mood/target.h"

namespace vigie::mood {

struct TowardWeights;

constexpr std::size_t kTargetPlacesMax = 64;  // At which a post names the target; others are not looked at.

struct TowardReading {
  Probabilities p;
  std::vector<Clause> clauses;  // Those read as the target's: where the reading is from.
};

class Toward {
 public:
  // `bytes`: doc/formats/toward-model.md. Copied; they need not outlive the call.
  static Result<Toward> from_bytes(std::string_view bytes);

  // `target`: the places at which the post names it, in order, as places_of() or a match gives them.
  Probabilities read(const Model& mood, const text::Words& words, post::LanguageId language,
                     std::span<const Clause> target) const;
  TowardReading explain(const Model& mood, const text::Words& words, post::LanguageId language,
                        std::span<const Clause> target) const;

  std::string_view version() const;  // "toward-1a2b3c4d"

 private:
  explicit Toward(std::shared_ptr<const TowardWeights> weights) : weights_(std::move(weights)) {}

  std::shared_ptr<const TowardWeights> weights_;
};

}  // namespace vigie::mood
