// What the mood toward a target looks at: what the mood model reads in four places (the whole post, the clauses that
// are the target's, what stands beside it, the clauses that are others'), and words as seen from the target. Only for
// the sources of this part. Threads: owned by one thread; used again for the next post. Errors: none.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "mood/model.h"
#include "mood/target.h"
#include "post/post.h"
#include "text/words.h"

namespace vigie::mood {

enum Place : std::size_t { kWhole, kOwn, kBeside, kOthers, kPlaces };

// Per place the log-probabilities of the three moods less their mean, and a 1; once where the post names nobody else,
// once where it does. Zero where a post has no such place.
constexpr std::size_t kDenseOfPlaces = kPlaces * 3 + 1;
constexpr std::size_t kDense = 2 * kDenseOfPlaces;

class TowardFeatures {
 public:
  struct Question {
    const text::Words& words;
    post::LanguageId language;
    std::span<const Clause> target;
  };
  void read(const Model& mood, const IsCommon& is_common, const Question& question);

  const std::array<float, kDense>& dense() const { return dense_; }
  std::span<const std::uint64_t> hashes() const { return hashes_; }
  const Owned& owned() const { return owned_; }

 private:
  void read_places(const Model& mood, const Question& question);
  Probabilities read_all(const Model& mood, const Question& question, std::span<const Clause> places);

  std::array<float, kDense> dense_;
  std::vector<std::uint64_t> hashes_;
  Owned owned_;
  std::vector<Clause> places_;
  text::Words within_;
};

}  // namespace vigie::mood
