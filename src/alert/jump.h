// Does a count jump? How much better five times the usual explains the last minutes than the usual does, minute by
// minute, from whenever that began (E. Page, Biometrika 41, 1954; of Poisson counts: J. Lucas, Technometrics 27, 1985:
// nothing finds such a change sooner at as few false alarms, G. Moustakides 1986). A lively hour, up to two and a half
// times the usual, adds nothing; nor does the last half hour, if it was as lively. A series that often jumps has to
// jump further. Threads: a plain value. Errors: none.
#pragma once

#include <cstdint>

namespace vigie::alert {

class Jump {
 public:
  // The minute that has just ended, and what was expected of it. In [0, 1): from signal::kUnusual on it jumps; 0 else.
  float close(float count, float expected);

  // That the count has been above the usual for, the last one included.
  int minutes() const { return minutes_; }

 private:
  float lately_ = 0;           // A minute, over about half an hour.
  float ratio_ = 0;            // The logarithm of the likelihoods' ratio, fading.
  float record_ = 0;           // Of the last weeks, in scatters, fading.
  std::uint16_t minutes_ = 0;  // Since the ratio was 0.
};

}  // namespace vigie::alert
