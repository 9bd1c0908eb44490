// What was worked out lately, by hash: a table of fixed size in which a newer entry takes the place of
// the older one of its pair. Words come back soon, so a small one knows most of a text.
// Threads: owned by one thread. Errors: none. Owns: all entries, made at once.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace vigie::learning {

// The key of an entry is its hash alone: two texts of one hash are one text. 0 is the key of no text.
template <typename Value>
class Memo {
 public:
  // `entries`: a power of two, at least 2.
  explicit Memo(std::size_t entries) : pairs_(entries / 2), values_(entries), mask_(entries / 2 - 1) {}

  void prefetch(std::uint64_t key) const {
    __builtin_prefetch(&pairs_[key & mask_]);
    __builtin_prefetch(&values_[2 * (key & mask_)]);
  }

  // Null: not known. Holds until the next put().
  const Value* find(std::uint64_t key) {
    Pair& pair = pairs_[key & mask_];
    for (std::uint32_t way = 0; way < 2; ++way) {
      if (pair.keys[way] != key) continue;
      pair.newest = way;
      return &values_[2 * (key & mask_) + way];
    }
    return nullptr;
  }

  // The value of a key, known or new.
  Value& put(std::uint64_t key) {
    Pair& pair = pairs_[key & mask_];
    if (pair.keys[pair.newest] != key) pair.newest ^= 1U;
    pair.keys[pair.newest] = key;
    return values_[2 * (key & mask_) + pair.newest];
  }

 private:
  struct Pair {
    std::array<std::uint64_t, 2> keys{};
    std::uint64_t newest = 0;
  };

  std::vector<Pair> pairs_;
  std::vector<Value> values_;
  std::uint64_t mask_;
};

}  // namespace vigie::learning
