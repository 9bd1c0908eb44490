// Text that others wrote, as it may be shown on a terminal: on one line, and nothing in it steers
// the terminal or turns the order of what is read.
// Threads: pure functions. Errors: none; broken UTF-8 is shown as U+FFFD.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "protocol/post_json.h"

namespace vigie::cli {

// Line breaks and tabs become blanks; other controls (C0, C1, DEL) and the marks that turn the writing
// direction (Unicode Standard Annex 9 §2) become U+FFFD. Joiners stay: emoji and Indic scripts need them.
std::string shown(std::string_view text);

// The same, with `spans` (code points, in order, disjoint) in bold and underlined.
std::string shown(std::string_view text, std::span<const protocol::CodePointSpan> spans);

}  // namespace vigie::cli
