// All names that a kind or a mood may have, in the order of their numbers: what a guess may choose from.
// Threads: pure functions. Errors: none.
#pragma once

#include <span>
#include <string_view>

namespace vigie::post {

std::span<const std::string_view> kind_names();
std::span<const std::string_view> mood_names();

}  // namespace vigie::post
