// A share of a sample, and how far it may be off.
// Threads: plain values. Errors: none. Units: fractions in [0, 1].
#pragma once

#include <cstdint>

namespace vigie::signal {

struct Interval {
  double low = 0;
  double high = 1;
};

struct Share {
  std::uint64_t part = 0;
  std::uint64_t whole = 0;

  double value() const { return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole); }
  // The 95 % interval (E. B. Wilson, JASA 22, 1927). Of nothing: all of [0, 1].
  Interval interval() const;
};

}  // namespace vigie::signal
