// How far two shares are apart, and how far that may be off.
// Threads: pure functions. Errors: none. Units: fractions in [-1, 1].
#pragma once

#include "signal/share.h"

namespace vigie::signal {

struct Difference {
  double value = 0;
  double low = -1;
  double high = 1;

  bool is_sure() const { return low > 0 || high < 0; }  // It is not nothing.
};

// Of `ours` less `others`, with the 95 % interval of two independent samples (R. G. Newcombe, Statistics in Medicine
// 17, 1998, method 10). Of nothing on either side: all that is possible.
Difference difference(const Share& ours, const Share& others);

}  // namespace vigie::signal
