#include "query/post_terms.h"

#include <algorithm>
#include <bit>

namespace vigie::query {

void PostTerms::build(const text::Words& words) {
  words_ = &words;
  const auto all = words.all();
  const std::size_t slots = std::bit_ceil(std::max<std::size_t>(16, all.size() * 2));
  if (slots_.size() < slots) slots_.resize(slots);
  if (next_.size() < all.size()) next_.resize(all.size());
  mask_ = slots - 1;
  std::fill_n(slots_.begin(), slots, Slot{0, kNone, kNone});
  bits_.fill(0);
  for (std::uint32_t place = 0; place < all.size(); ++place) {
    const std::uint64_t term = all[place].term;
    bits_[term >> 6 & 15] |= std::uint64_t{1} << (term & 63);
    std::size_t slot = slot_of(term);
    while (slots_[slot].first != kNone && slots_[slot].term != term) slot = (slot + 1) & mask_;
    next_[place] = kNone;
    if (slots_[slot].first == kNone) {
      slots_[slot] = {term, place, place};
    } else {
      next_[slots_[slot].last] = place;
      slots_[slot].last = place;
    }
  }
}

}  // namespace vigie::query
