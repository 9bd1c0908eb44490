#include "query/drawers.h"

#include <algorithm>
#include <bit>

#include "base/check.h"

namespace vigie::query {
namespace {

static_assert(PostTerms::kBits <= kGroupEnds, "a guard's mark must not lie among the bits that choose");

std::span<const GuardTerm> guard_of(const Filing& filing, std::span<const GuardTerm> guards) {
  return guards.subspan(filing.guard_from, filing.guard_size);
}

void put_in_order(std::vector<Filing>& filings, std::span<const GuardTerm> guards) {
  const auto is_same = [&](const Filing& a, const Filing& b) {
    return a.key == b.key && a.watch == b.watch && a.is_sure == b.is_sure &&
           std::ranges::equal(guard_of(a, guards), guard_of(b, guards));
  };
  const auto is_before = [](const Filing& a, const Filing& b) {
    return a.key != b.key ? a.key < b.key : a.watch < b.watch;
  };
  std::stable_sort(filings.begin(), filings.end(), is_before);
  filings.erase(std::unique(filings.begin(), filings.end(), is_same), filings.end());
}

}  // namespace

Drawers::Drawers(std::vector<Filing> filings, std::span<const GuardTerm> guards) {
  if (filings.empty()) return;
  put_in_order(filings, guards);
  std::size_t keys = 1;
  std::size_t size = 0;
  for (std::size_t i = 1; i < filings.size(); ++i) keys += filings[i].key != filings[i - 1].key ? 1 : 0;
  for (const auto& filing : filings) size += kHead + filing.guard_size;
  check(size + kGuardAtOnce <= 0xFFFF'FFFF, "query: the postings outgrew their places");
  slots_.resize(std::bit_ceil(keys * 2));
  slot_mask_ = slots_.size() - 1;
  filter_.assign(std::bit_ceil(std::max<std::size_t>(1, keys / 4)), 0);
  filter_mask_ = filter_.size() * 64 - 1;
  postings_.reserve(size + kGuardAtOnce);
  for (std::size_t i = 0; i < filings.size();) {
    const auto first = postings_.size();
    const auto key = filings[i].key;
    std::size_t count = 0;
    for (; i < filings.size() && filings[i].key == key; ++i, ++count) {
      add_posting(filings[i], guard_of(filings[i], guards));
    }
    add_key(key, first, count);
  }
  postings_.resize(size + kGuardAtOnce);
}

void Drawers::add_posting(const Filing& filing, std::span<const GuardTerm> guard) {
  const Met met = met_at(filing.watch, filing.is_sure);
  postings_.push_back(static_cast<std::uint16_t>(met & 0xFFFF));
  postings_.push_back(static_cast<std::uint16_t>(met >> 16));
  postings_.push_back(static_cast<std::uint16_t>(guard.size()));
  postings_.insert(postings_.end(), guard.begin(), guard.end());
}

void Drawers::add_key(std::uint64_t key, std::size_t first, std::size_t count) {
  const std::uint64_t bit = key >> 20 & filter_mask_;
  filter_[bit >> 6] |= std::uint64_t{1} << (bit & 63);
  std::size_t slot = key & slot_mask_;
  while (slots_[slot].count != 0) slot = (slot + 1) & slot_mask_;
  slots_[slot] = {key, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(count)};
}

std::size_t Drawers::bytes() const {
  return filter_.capacity() * sizeof(std::uint64_t) + slots_.capacity() * sizeof(Slot) +
         postings_.capacity() * sizeof(std::uint16_t);
}

}  // namespace vigie::query
