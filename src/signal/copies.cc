#include "signal/copies.h"

#include <algorithm>

#include "base/check.h"

namespace vigie::signal {
namespace {

constexpr std::uint32_t kIndexBits = 17;
static_assert(kClustersMax == 1U << kIndexBits);
constexpr std::uint32_t kIndexMask = kClustersMax - 1;

// Sixteen orders: one for each value of the uppermost four bits, and the rest by chance.
constexpr std::array<std::uint32_t, 16> kSalts = {
    0x0B5C97A1, 0x1D02E64F, 0x23F9B81D, 0x3A6471C3, 0x45D8209B, 0x5E17CD35, 0x6981FA67, 0x74AE5309,
    0x8FC36ED7, 0x9236047B, 0xA0DD9915, 0xB74B38EF, 0xC8F0A251, 0xD95D7F83, 0xE6324BAD, 0xF1A9D02F};

std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 32U)) * 0xD6E8FEB86659FD93ULL;
  return x ^ (x >> 32U);
}

}  // namespace

Copies::Copies(std::uint32_t clusters_max)
    : clusters_max_(clusters_max), slots_(kBands * static_cast<std::size_t>(clusters_max)) {
  check(std::has_single_bit(clusters_max) && clusters_max <= kClustersMax, "signal: clusters_max is no power of two");
  signatures_.reserve(clusters_max);  // Which takes no memory yet.
  kept_.reserve(clusters_max);
}

std::size_t Copies::bytes() const {
  return signatures_.size() * sizeof(Signature) + kept_.size() * sizeof(Kept) + slots_.size() * sizeof(slots_[0]);
}

std::size_t Copies::bytes_max(std::uint32_t clusters_max) {
  return clusters_max * (sizeof(Signature) + sizeof(Kept) + kBands * sizeof(std::uint32_t));
}

Copies::Signature Copies::sign(std::span<const std::uint64_t> words) {
  Signature out;
  out.fill(~std::uint32_t{0});
  for (const auto word : words.first(std::min(words.size(), kCopyWordsMax))) {
    const auto hash = static_cast<std::uint32_t>(word >> 32U);
    for (std::size_t i = 0; i < kOrders; ++i) out[i] = std::min(out[i], hash ^ kSalts[i]);
  }
  return out;
}

Copies::Places Copies::places_of(const Signature& signature) const {
  Places out;
  for (std::size_t band = 0; band < kBands; ++band) {
    const std::uint64_t pair = std::uint64_t{signature[2 * band]} << 32U | signature[2 * band + 1];
    const auto hash = mixed(pair + band);
    const std::uint64_t slot = band * clusters_max_ + (hash & (clusters_max_ - 1));
    const std::uint64_t tag = (hash >> 49U) | 1U;  // Fifteen bits, never 0: that is an empty slot.
    out[band] = slot << 32U | tag << kIndexBits;
    __builtin_prefetch(&slots_[slot]);
  }
  return out;
}

std::int64_t Copies::find(const Signature& signature, const Places& places) const {
  std::int64_t refused = -1;
  for (const auto place : places) {
    const std::uint32_t slot = slots_[place >> 32U];
    if ((slot & ~kIndexMask) != static_cast<std::uint32_t>(place)) continue;
    const auto index = static_cast<std::int64_t>(slot & kIndexMask);
    if (index == refused) continue;
    const auto& other = signatures_[static_cast<std::size_t>(index)];
    std::size_t alike = 0;
    for (std::size_t i = 0; i < kOrders; ++i) alike += signature[i] == other[i] ? 1 : 0;
    if (alike >= kAlike) return index;
    refused = index;
  }
  return -1;
}

std::uint32_t Copies::victim() {
  if (kept_.size() < clusters_max_) {
    signatures_.emplace_back();
    kept_.emplace_back();
    return static_cast<std::uint32_t>(kept_.size() - 1);
  }
  for (int tries = 0; tries < 8; ++tries) {
    auto& kept = kept_[hand_];
    if (kept.chances == 0) break;
    --kept.chances;
    hand_ = (hand_ + 1) & (clusters_max_ - 1);
  }
  const auto out = hand_;
  hand_ = (hand_ + 1) & (clusters_max_ - 1);
  return out;
}

std::uint32_t Copies::begin(const Signature& signature, const Said& said) {
  const auto index = victim();
  signatures_[index] = signature;
  auto& kept = kept_[index];
  kept = {};
  kept.cluster.id = next_id_++;
  kept.cluster.first_at = said.at;
  kept.cluster.last_at = said.at;
  kept.rush_from = said.at;
  ++counts_.clusters;
  return index;
}

void Copies::join(Kept& kept, const Said& said) {
  auto& cluster = kept.cluster;
  ++cluster.posts;
  cluster.last_at = std::max(cluster.last_at, said.at);
  cluster.voices += kept.voices.add(said.voice);
  if (cluster.posts > 1) kept.chances = std::min<std::uint8_t>(kChancesMax, kept.chances + 1);
  if (said.is_repost || cluster.is_coordinated) return;
  if (said.at - kept.rush_from > kGroupSpan) {
    kept.rush_from = said.at;
    kept.rush = {};
    kept.rush_voices = 0;
  }
  kept.rush_voices += kept.rush.add(said.voice);
  if (kept.rush_voices < kGroupVoices) return;
  cluster.is_coordinated = true;
  ++counts_.groups;
}

void Copies::lead(const Places& places, std::uint32_t index) {
  for (const auto place : places) slots_[place >> 32U] = static_cast<std::uint32_t>(place) | index;
}

Copy Copies::heard(const Said& said) {
  ++counts_.posts;
  if (said.words.size() < kCopyWordsMin) {
    ++counts_.clusters;
    return {next_id_++, true, false, 1};
  }
  const auto signature = sign(said.words);
  const auto places = places_of(signature);
  const auto found = find(signature, places);
  const auto index = found >= 0 ? static_cast<std::uint32_t>(found) : begin(signature, said);
  auto& kept = kept_[index];
  join(kept, said);
  lead(places, index);
  if (found >= 0) ++counts_.copies;
  return {kept.cluster.id, found < 0, kept.cluster.is_coordinated, kept.cluster.posts};
}

std::vector<Cluster> Copies::greatest(std::size_t most) const {
  std::vector<Cluster> out;
  for (const auto& kept : kept_) {
    if (kept.cluster.posts > 1) out.push_back(kept.cluster);
  }
  const auto middle = out.begin() + static_cast<std::ptrdiff_t>(std::min(most, out.size()));
  std::partial_sort(out.begin(), middle, out.end(), [](const Cluster& a, const Cluster& b) {
    return a.voices != b.voices ? a.voices > b.voices : a.id < b.id;
  });
  out.erase(middle, out.end());
  return out;
}

}  // namespace vigie::signal
