// The scenarios that come with the program (`scenarios/`), embedded in it, and the speech that they share.
// Threads: immutable. Errors: none; an unknown name is an empty text.
#pragma once

#include <span>
#include <string_view>

namespace vigie::rehearsal {

std::span<const std::string_view> shipped_names();         // The first is the one to offer.
std::string_view shipped_scenario(std::string_view name);  // The TOML text; empty: no such name.

std::span<const std::string_view> speech_names();        // Of `speech = "NAME"` in a scenario.
std::string_view shipped_speech(std::string_view name);  // The same.

}  // namespace vigie::rehearsal
