#include "query/drawers.h"

#include <algorithm>
#include <bit>

#include "base/check.h"

namespace vigie::query {
namespace {

constexpr std::size_t kBitsPerKey = 16;

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
  for (std::size_t i = 1; i < filings.size(); ++i) keys += filings[i].key != filings[i - 1].key ? 1 : 0;
  filter_.assign(std::bit_ceil(std::max<std::size_t>(1, keys * kBitsPerKey / 64)), 0);
  before_.assign(filter_.size(), 0);
  shift_ = kShiftOfOneWord - static_cast<unsigned>(std::countr_zero(filter_.size()));
  std::vector<Posting> postings;
  for (std::size_t i = 0; i < filings.size();) {
    const auto key = filings[i].key;
    if (maybe_has(key) == 0) starts_.push_back(static_cast<std::uint32_t>(bundles_.size()));
    filter_[word_of(key)] |= std::uint64_t{1} << bit_of(key);
    postings.clear();
    for (; i < filings.size() && filings[i].key == key; ++i) {
      postings.push_back({met_at(filings[i].watch, filings[i].is_sure), guard_of(filings[i], guards)});
    }
    const bool is_last = i == filings.size() || filings[i].key >> shift_ != key >> shift_;
    append_bundles(key, postings, is_last, bundles_);
    check(bundles_.size() <= 0xFFFF'FFFF, "query: the drawers outgrew their places");
  }
  std::uint32_t before = 0;
  for (std::size_t word = 0; word < filter_.size(); ++word) {
    before_[word] = before;
    before += static_cast<std::uint32_t>(std::popcount(filter_[word]));
  }
  bundles_.resize(bundles_.size() + kBundleReadAhead);
  bundles_.shrink_to_fit();
  starts_.shrink_to_fit();
}

std::size_t Drawers::bytes() const {
  return filter_.capacity() * sizeof(std::uint64_t) +
         (before_.capacity() + starts_.capacity()) * sizeof(std::uint32_t) +
         bundles_.capacity() * sizeof(std::uint16_t);
}

}  // namespace vigie::query
