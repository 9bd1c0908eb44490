// Canonical order and composition (NFC, UAX #15) of a few code points in place: the rare path of
// folding, for marks that stay. Threads: pure. Errors: none.
#pragma once

#include <string>
#include <string_view>

namespace vigie::text {

// Replaces `text` by its NFC. Costs a sort of each run of marks.
void compose(std::u32string& text);

// Code points of UTF-8; broken bytes become U+FFFD.
void decode(std::string_view utf8, std::u32string& out);

// Of folded code points whose marks may stand apart: composes them and folds what arises: ё.
void settle(std::u32string& folded);

}  // namespace vigie::text
