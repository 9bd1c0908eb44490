// "Did you mean …": the nearest known name. Threads: pure functions.
#pragma once

#include <span>
#include <string_view>

namespace vigie::query {

// The name with the least edit distance (Levenshtein 1966; letters in any case); of equals the first. Empty if
// even that one would change more than half of the longer name. `name` beyond 64 bytes has none.
std::string_view nearest(std::string_view name, std::span<const std::string_view> names);

}  // namespace vigie::query
