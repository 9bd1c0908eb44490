// One seed out of several numbers: streams of chance that do not follow from one another.
// Threads: pure function. Errors: none.
#pragma once

#include <cstdint>

#include "base/random.h"

namespace vigie::rehearsal {

inline std::uint64_t mixed(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  return Random(Random(Random(a).next() + b).next() + c).next();
}

}  // namespace vigie::rehearsal
