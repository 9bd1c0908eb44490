// Does a count jump? Of the last two minutes against what is expected, and against the last half hour: a baseline that
// allows for lively hours sees a jump late, this at once. A series that often jumps has to jump further.
// Threads: a plain value. Errors: none.
#pragma once

namespace vigie::alert {

class Jump {
 public:
  // The minute that has just ended, and what was expected of it. In [0, 1): from signal::kUnusual on it jumps; 0 else.
  float close(float count, float expected);

 private:
  float lately_ = 0;  // A minute, over about half an hour.
  float before_ = 0;  // Of the minute before.
  float record_ = 0;  // Of the last weeks, fading.
};

}  // namespace vigie::alert
