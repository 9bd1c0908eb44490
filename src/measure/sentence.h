// A notice in plain words. Threads: pure functions. Errors: none.
#pragma once

#include <string>

#include "signal/share.h"

namespace vigie::measure {

struct Sentence {
  std::string fr;
  std::string en;
};

// `share` is that of the last so many hours.
Sentence turn_sentence(std::string_view watch, const signal::Share& share, int hours, const signal::Interval& usual);

}  // namespace vigie::measure
