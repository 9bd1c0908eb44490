// A notice in plain words. Threads: pure functions. Errors: none.
#pragma once

#include <string>

#include "measure/share.h"

namespace vigie::measure {

struct Sentence {
  std::string fr;
  std::string en;
};

Sentence turn_sentence(std::string_view watch, const Share& last_hour, const Interval& usual);

}  // namespace vigie::measure
