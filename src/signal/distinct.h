// How many different ones were there, in a few bytes? Exact for a handful, within some percent for millions. Saying
// one again changes nothing.
// HyperLogLog's registers (Flajolet, Fusy, Gandouet, Meunier 2007), four bits each; and instead of its formula at the
// end, each new one stands for as many as had to come to change a register (Cohen: All-Distances Sketches, Revisited,
// PODS 2014; Ting 2014), so that what came in a span of time is the sum of what stood for it.
// Threads: owned by one thread. Errors: none. Units: `hash` is well mixed, as hash64() is.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace vigie::signal {

// The error of a sum is about 0.9 / sqrt(Registers); of its last quarter, twice that.
template <unsigned Registers>
class Distinct {
 public:
  // For how many this one stands: 1 while there are few, more later; 0 if it was seen, changes nothing, or is in
  // `before`.
  float add(std::uint64_t hash, const Distinct& before) {
    const float stands_for = add(hash);
    if (stands_for == 0 || before.open_ < kFew) return stands_for;  // Of so many, who came back hardly matters.
    return before.has(hash) ? 0 : stands_for / before.open_;
  }
  float add(std::uint64_t hash) {
    const auto old = rank_at(place_of(hash));
    const auto rank = rank_of(hash);
    if (rank <= old || open_ <= 0) return 0;
    const float stands_for = 1 / open_;
    registers_[place_of(hash) / 16] += std::uint64_t{rank - old} << (place_of(hash) % 16 * 4);
    open_ -= (share_above(old) - share_above(rank)) / Registers;
    return stands_for;
  }
  bool has(std::uint64_t hash) const { return rank_of(hash) <= rank_at(place_of(hash)); }

 private:
  static_assert(std::has_single_bit(Registers) && Registers % 16 == 0);
  static constexpr unsigned kRankMax = 15;
  static constexpr float kFew = 0.75F;

  static constexpr unsigned place_of(std::uint64_t hash) { return static_cast<unsigned>(hash >> 48U) % Registers; }
  static constexpr unsigned rank_of(std::uint64_t hash) {
    return std::min(static_cast<unsigned>(std::countr_zero(hash)) + 1, kRankMax);
  }
  // The part of all hashes that have a greater rank.
  static constexpr float share_above(unsigned rank) {
    return rank == kRankMax ? 0 : 1 / static_cast<float>(1U << rank);
  }
  unsigned rank_at(unsigned place) const {
    return static_cast<unsigned>(registers_[place / 16] >> (place % 16 * 4)) & 15U;
  }

  std::array<std::uint64_t, Registers / 16> registers_{};
  float open_ = 1;  // The part of all hashes that would change a register.
};

}  // namespace vigie::signal
