#include "query/post_terms.h"

#include <algorithm>
#include <bit>

namespace vigie::query {

void PostTerms::build(const text::Words& words) {
  words_ = &words;
  const auto all = words.all();
  bits_.fill(0);
  distinct_.clear();
  distinct_terms_.clear();
  is_short_ = all.size() <= kShortMax;
  if (is_short_) {
    build_short(all);
  } else {
    build_table(all);
  }
}

void PostTerms::build_short(std::span<const text::Word> all) {
  std::uint32_t* const places = distinct_.room_for(all.size());
  std::uint64_t* const terms = distinct_terms_.room_for(all.size());
  std::size_t distinct = 0;
  for (term_count_ = 0; term_count_ < all.size(); ++term_count_) {
    const std::uint64_t term = all[term_count_].term;
    places[distinct] = term_count_;
    terms[distinct] = term;
    distinct += !maybe_has(term) || places_of(term) == 0 ? 1 : 0;
    mark(term);
    terms_[term_count_] = term;
  }
  distinct_.fill_to(distinct);
  distinct_terms_.fill_to(distinct);
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
      add_distinct(place, term);
    } else {
      next_[slots_[slot].last] = place;
      slots_[slot].last = place;
    }
  }
}

}  // namespace vigie::query
