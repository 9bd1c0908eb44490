// The model as one thread reads with it, post after post: it remembers what the features of frequent
// words sum up to, so that a word met again costs one look instead of its twenty rows. Sums are whole
// numbers: a Reader's probabilities are those of Model::read() to the last bit, whatever it has read before.
// Threads: owned by one thread. Errors: none. Cost: no allocation in read(); kWordsRemembered words.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "learning/memo.h"
#include "mood/features.h"
#include "mood/model.h"
#include "mood/sums.h"
#include "mood/word_features.h"

namespace vigie::mood {

constexpr std::size_t kWordsRemembered = 16384;

class Reader {
 public:
  explicit Reader(const Model& model);

  // As Model::read() has it.
  Probabilities read(const text::Words& words, post::LanguageId language);

 private:
  template <typename Sink>
  friend class FeatureWalk;

  // A word in a language: what it adds to a text.
  struct Known {
    WordTraits traits;
    std::array<std::int16_t, kMoods> sums;
    std::uint16_t features;
  };
  // A word to be remembered: its features are [from, to) of places_.
  struct New {
    std::uint64_t key;
    WordTraits traits;
    std::uint32_t from;
    std::uint32_t to;
  };

  // What FeatureWalk tells.
  void take(std::uint64_t feature);
  bool take_word(std::uint64_t term, std::string_view folded, post::LanguageId language, WordTraits& traits);
  void begin_piece(std::string_view) { piece_count_ += piece_count_ <= kTokensMax ? 1 : 0; }
  void end_pieces() {}
  bool is_full() const { return piece_count_ >= kTokensMax; }

  void place(std::uint64_t feature);
  void learn(const std::string_view folded, std::uint64_t key, post::LanguageId language, WordTraits& traits);
  void sum_up();

  std::shared_ptr<const Model::Weights> weights_;
  learning::Memo<Known> memo_;
  // Of the text at hand.
  Sums sums_{};
  std::uint32_t feature_count_ = 0;  // In sums_ and in places_.
  std::uint32_t piece_count_ = 0;
  std::uint32_t place_count_ = 0;
  std::array<std::uint32_t, kFeaturesMax> places_;  // Filled as far as counted.
  std::vector<New> new_;
};

}  // namespace vigie::mood
