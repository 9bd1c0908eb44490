#include "text/words.h"

#include <array>

#include "text/word_pass.h"

namespace vigie::text {

void Words::clear() {
  words_.clear();
  links_.clear();
  texts_.clear();
  folded_.clear();
  next_position_ = 0;
}

void Words::add(Field field, std::string_view utf8) {
  constexpr std::size_t kPartsMax = 255;
  if (texts_.size() >= kPartsMax || folded_.size() + utf8.size() > kTextBytesMax) return;
  if (next_position_ != 0) next_position_ += kFieldGap;
  texts_.push_back(utf8);
  WordPass(*this, field, utf8).read();
}

std::span<const Limit> limits() {
  static constexpr std::array kLimits{
      Limit{"text.word_bytes_max", kWordBytesMax, "bytes", "a longer word is cut, folded"},
      Limit{"text.text_bytes_max", kTextBytesMax, "bytes", "fields beyond it give no words"},
  };
  return kLimits;
}

}  // namespace vigie::text
