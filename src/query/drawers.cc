#include "query/drawers.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace vigie::query {

Drawers::Drawers(std::vector<Filing> filings) {
  if (filings.empty()) return;
  const auto order = [](const Filing& filing) { return std::tuple(filing.key, filing.watch, filing.second); };
  std::sort(filings.begin(), filings.end(), [&](const auto& a, const auto& b) { return order(a) < order(b); });
  const auto same = [&](const auto& a, const auto& b) { return order(a) == order(b); };
  filings.erase(std::unique(filings.begin(), filings.end(), same), filings.end());

  std::size_t keys = 1;
  for (std::size_t i = 1; i < filings.size(); ++i) keys += filings[i].key != filings[i - 1].key ? 1 : 0;
  slots_.resize(std::bit_ceil(keys * 2));
  slot_mask_ = slots_.size() - 1;
  filter_.assign(std::bit_ceil(std::max<std::size_t>(1, keys / 4)), 0);
  filter_mask_ = filter_.size() * 64 - 1;

  postings_.reserve(filings.size());
  for (std::size_t i = 0; i < filings.size();) {
    const auto first = static_cast<std::uint32_t>(i);
    const auto key = filings[i].key;
    for (; i < filings.size() && filings[i].key == key; ++i) postings_.push_back({filings[i].watch, filings[i].second});
    add(key, first, static_cast<std::uint32_t>(i) - first);
  }
}

void Drawers::add(std::uint64_t key, std::uint32_t first, std::uint32_t count) {
  const std::uint64_t bit = key >> 20 & filter_mask_;
  filter_[bit >> 6] |= std::uint64_t{1} << (bit & 63);
  std::size_t slot = key & slot_mask_;
  while (slots_[slot].count != 0) slot = (slot + 1) & slot_mask_;
  slots_[slot] = {key, first, count};
}

std::size_t Drawers::bytes() const {
  return filter_.capacity() * sizeof(std::uint64_t) + slots_.capacity() * sizeof(Slot) +
         postings_.capacity() * sizeof(Posting);
}

}  // namespace vigie::query
