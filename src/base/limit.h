// A limit has a name, a value and a unit, and is told by `vigie limits`. Each part that refuses
// something for its size lists its limits. Threads: immutable values.
#pragma once

#include <cstdint>
#include <string_view>

namespace vigie {

struct Limit {
  std::string_view name;  // `query.terms_max`
  std::uint64_t value;
  std::string_view unit;     // `terms`, `bytes`, `ms`
  std::string_view meaning;  // What is refused, slowed or cut beyond it.
};

}  // namespace vigie
