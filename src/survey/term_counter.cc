#include "survey/term_counter.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "mood/connectives.h"
#include "mood/negators.h"

namespace vigie::survey {
namespace {

constexpr std::size_t kTermsRead = 200'000;  // Different ones; others are not counted.
constexpr std::size_t kTermBytesMax = 60;
constexpr std::uint32_t kLettersMin = 3;

}  // namespace

bool TermCounter::is_told(const text::Words& words, const text::Word& word) {
  if (word.kind == text::Kind::kHashtag) return true;
  if (word.kind != text::Kind::kWord) return false;
  const std::string_view folded = words.folded(word);
  if (folded.empty() || is_digit(folded.front()) || folded.size() > kTermBytesMax) return false;
  return (!is_ascii(folded) || folded.size() >= kLettersMin) && !mood::is_negator(folded) &&
         !mood::begins_subject(folded) && !mood::is_contrast(folded) && !mood::is_coordination(folded);
}

void TermCounter::add(const text::Words& words, const text::Word& word, Side side) {
  if (!seen_.insert(word.term).second) return;
  const auto found = index_.find(word.term);
  std::size_t index = 0;
  if (found != index_.end()) {
    index = found->second;
  } else {
    if (terms_.size() == kTermsRead) return;
    index = terms_.size();
    index_.emplace(word.term, index);
    const std::string_view typed = words.typed(word);
    terms_.push_back(lower(typed.substr(0, whole_points(typed, kTermBytesMax))));
    counts_.emplace_back();
  }
  ++(counts_[index].*side);
}

}  // namespace vigie::survey
