#include "mood/features.h"

#include "mood/feature_walk.h"

namespace vigie::mood {

void Features::read(const text::Words& words, post::LanguageId language) {
  count_ = 0;
  piece_ = 0;
  piece_count_ = 0;
  pieces_[piece_count_++] = {};  // The text as a whole.
  FeatureWalk(*this, words, language).run();
}

void Features::take(std::uint64_t feature) {
  if (count_ == kFeaturesMax) return;
  piece_of_[count_] = static_cast<std::uint16_t>(piece_);
  hashes_[count_++] = feature;
}

void Features::begin_piece(std::string_view typed) {
  piece_ = piece_count_;
  if (piece_ < pieces_.size()) {
    pieces_[piece_count_++] = typed;
  } else {
    --piece_;
  }
}

}  // namespace vigie::mood
