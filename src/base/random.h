// Chance, passed in and seeded, so that a run can be played again (SplitMix64: Steele, Lea and
// Flood, "Fast splittable pseudorandom number generators", 2014).
// Threads: a value, owned by one thread. Not for secrets.
#pragma once

#include <cstdint>

namespace vigie {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t count) { return count == 0 ? 0 : next() % count; }  // In [0, count).
  double real() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }               // In [0, 1).
  bool chance(double probability) { return real() < probability; }

 private:
  std::uint64_t state_;
};

}  // namespace vigie
