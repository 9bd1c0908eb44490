// What mood is this post in: negative, neutral or positive, with probabilities, and which words say
// so? A linear model over hashed features of the words: each word, pair of neighbours, run of two to
// five letters, emoji, emoticon, elongation, negated word … picks one row of three small weights.
//
// A reading is a rough instrument: it knows nothing of context, and irony mostly escapes it. It says
// nothing of the author. Threads: immutable, shared by any. Errors: only from_bytes() can fail; it
// names what is wrong. Cost: no allocation in read().
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "post/post.h"
#include "text/words.h"

namespace vigie::mood {

using Probabilities = std::array<float, 3>;  // By post::Mood; the sum is 1.

post::Mood mood_of(const Probabilities& p);

// What spoke for the mood read: a piece of the text, and how much it added to that mood over the
// mean of the two others. Negative: it spoke against.
struct Reason {
  std::string_view word;  // Borrowed from the Words.
  float weight;
};

class Model {
 public:
  // `bytes`: doc/formats/mood-model.md. Copied; they need not outlive the call.
  static Result<Model> from_bytes(std::string_view bytes);

  Probabilities read(const text::Words& words, post::LanguageId language) const;

  // By falling size of the weight; at most `reasons_max`.
  std::vector<Reason> explain(const text::Words& words, post::LanguageId language, std::size_t reasons_max = 10) const;

  std::string_view version() const;  // Names this very model in readings: "mood-1a2b3c4d"; with a layer, layer.h, both.

 private:
  friend class Reader;
  friend class Layer;
  friend class LayerTraining;
  struct Weights;
  explicit Model(std::shared_ptr<const Weights> weights) : weights_(std::move(weights)) {}

  std::shared_ptr<const Weights> weights_;
};

}  // namespace vigie::mood
