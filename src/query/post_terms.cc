#include "query/post_terms.h"

#include <algorithm>
#include <bit>

namespace vigie::query {
namespace {

constexpr std::size_t kShortMax = 32;  // Words; of more, looking through them costs more than a table.

}  // namespace

void PostTerms::build(const text::Words& words) {
  words_ = &words;
  const auto all = words.all();
  bits_.fill(0);
  distinct_.clear();
  is_short_ = all.size() <= kShortMax;
  if (is_short_) {
    build_short(all);
  } else {
    build_table(all);
  }
}

void PostTerms::build_short(std::span<const text::Word> all) {
  terms_.clear();
  for (std::uint32_t place = 0; place < all.size(); ++place) {
    const std::uint64_t term = all[place].term;
    if (!maybe_has(term) || find(term, 0) == kNone) distinct_.push_back(place);
    mark(term);
    terms_.push_back(term);
  }
}

void PostTerms::build_table(std::span<const text::Word> all) {
  const std::size_t slots = std::bit_ceil(all.size() * 2);
  if (slots_.size() < slots) slots_.resize(slots);
  if (next_.size() < all.size()) next_.resize(all.size());
  mask_ = slots - 1;
  std::fill_n(slots_.begin(), slots, Slot{0, kNone, kNone});
  for (std::uint32_t place = 0; place < all.size(); ++place) {
    const std::uint64_t term = all[place].term;
    mark(term);
    std::size_t slot = slot_of(term);
    while (slots_[slot].first != kNone && slots_[slot].term != term) slot = (slot + 1) & mask_;
    next_[place] = kNone;
    if (slots_[slot].first == kNone) {
      slots_[slot] = {term, place, place};
      distinct_.push_back(place);
    } else {
      next_[slots_[slot].last] = place;
      slots_[slot].last = place;
    }
  }
}

}  // namespace vigie::query
