// The scenarios that come with the program (`scenarios/`), embedded in it.
// Threads: immutable. Errors: none; an unknown name is an empty text.
#pragma once

#include <span>
#include <string_view>

namespace vigie::rehearsal {

std::span<const std::string_view> shipped_names();         // The first is the one to offer.
std::string_view shipped_scenario(std::string_view name);  // The TOML text; empty: no such name.

}  // namespace vigie::rehearsal
