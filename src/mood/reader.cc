#include "mood/reader.h"

#include "mood/feature_walk.h"

namespace vigie::mood {
namespace {

// A word weighs otherwise in another language.
std::uint64_t key_of(std::uint64_t term, post::LanguageId language) { return learning::mix(term, language); }

}  // namespace

Reader::Reader(const Model& model) : weights_(model.weights_), memo_(kWordsRemembered) { new_.reserve(kTokensMax); }

Probabilities Reader::read(const text::Words& words, post::LanguageId language) {
  for (const text::Word& word : words.all()) memo_.prefetch(key_of(word.term, language));
  sums_ = {};
  feature_count_ = place_count_ = 0;
  piece_count_ = 1;  // The text as a whole.
  new_.clear();
  FeatureWalk(*this, words, language).run();
  sum_up();
  return softmax(sums_, weights_->scale(feature_count_));
}

void Reader::take(std::uint64_t feature) {
  if (feature_count_ == kFeaturesMax) return;
  ++feature_count_;
  place(feature);
}

void Reader::place(std::uint64_t feature) {
  const std::uint32_t place = place_of(feature, weights_->rows);
  __builtin_prefetch(&weights_->rows[place]);
  places_[place_count_++] = place;
}

// Near the end of what is read of a text, which features still count depends on their order.
bool Reader::take_word(std::uint64_t term, std::string_view folded, post::LanguageId language, WordTraits& traits) {
  if (feature_count_ + kFeaturesOfWordMax > kFeaturesMax) return false;
  const std::uint64_t key = key_of(term, language);
  if (key == 0) return false;
  const Known* const known = memo_.find(key);
  if (known == nullptr) {
    learn(folded, key, language, traits);
    return true;
  }
  traits = known->traits;
  feature_count_ += known->features;
  for (std::size_t mood = 0; mood < kMoods; ++mood) sums_[mood] += known->sums[mood];
  return true;
}

void Reader::learn(std::string_view folded, std::uint64_t key, post::LanguageId language, WordTraits& traits) {
  const WordLetters letters(folded);
  traits = WordTraits(letters, folded);
  const std::uint32_t from = place_count_;
  const auto take = [this](std::uint64_t feature) { place(feature); };
  each_of_word(traits.hash, language, take);
  each_gram(letters, language, take);
  feature_count_ += place_count_ - from;
  new_.push_back({key, traits, from, place_count_});
}

// Last: the rows were fetched while the text was read.
void Reader::sum_up() {
  const std::span<const std::uint32_t> places(places_.data(), place_count_);
  std::uint32_t summed = 0;
  for (const New& word : new_) {
    add_places(weights_->rows, places.subspan(summed, word.from - summed), sums_);
    summed = word.to;
    Sums own{};
    add_places(weights_->rows, places.subspan(word.from, word.to - word.from), own);
    Known& known = memo_.put(word.key);
    known.traits = word.traits;
    known.features = static_cast<std::uint16_t>(word.to - word.from);
    for (std::size_t mood = 0; mood < kMoods; ++mood) {
      known.sums[mood] = static_cast<std::int16_t>(own[mood]);
      sums_[mood] += own[mood];
    }
  }
  add_places(weights_->rows, places.subspan(summed), sums_);
}

}  // namespace vigie::mood
