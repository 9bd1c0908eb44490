// How long after it was said a post reached us, in two bytes: to the second under half an hour, to a thousandth beyond.
// What that leaves open, the post itself says. Threads: pure. Units: seconds.
#pragma once

#include <bit>
#include <cstdint>

#include "base/clock.h"

namespace vigie::store {

// Whether something was known at a time.
enum class Known : std::uint8_t { kNo, kYes, kOpen };

class Lateness {
 public:
  explicit Lateness(std::uint16_t code) : code_(code) {}
  static Lateness of(Time said, Time reached) {
    const auto late = std::chrono::floor<std::chrono::seconds>(reached - said).count();
    if (late < 0) return Lateness(kAhead);
    const auto seconds = static_cast<std::uint64_t>(late);
    if (seconds < kExact) return Lateness(static_cast<std::uint16_t>(kFirst + seconds));
    const unsigned shift = static_cast<unsigned>(std::bit_width(seconds)) - kBits;
    const std::uint64_t step = (seconds >> shift) - kExact / 2;  // In [0, kExact / 2).
    return Lateness(static_cast<std::uint16_t>(kFirst + kExact + (shift - 1) * (kExact / 2) + step));
  }

  std::uint16_t code() const { return code_; }

  Known known(Time said, Time at) const {
    if (code_ == kAhead) return at >= said ? Known::kYes : Known::kOpen;
    std::uint64_t low = code_ - kFirst;
    unsigned shift = 0;
    if (low >= kExact) {
      shift = static_cast<unsigned>((low - kExact) / (kExact / 2)) + 1;
      low = (low - kExact) % (kExact / 2) + kExact / 2;
    }
    if (at < said) return Known::kNo;
    const auto since = static_cast<std::uint64_t>(std::chrono::floor<std::chrono::seconds>(at - said).count()) >> shift;
    if (since == low) return Known::kOpen;
    return since > low ? Known::kYes : Known::kNo;
  }

 private:
  static constexpr unsigned kBits = 11;
  static constexpr std::uint64_t kExact = 1U << kBits;
  static constexpr std::uint16_t kAhead = 0;  // It claims to be said later than it reached us.
  static constexpr std::uint16_t kFirst = 1;

  std::uint16_t code_;
};

}  // namespace vigie::store
