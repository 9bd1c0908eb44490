// Which Latin letter a sign passes for in the eyes of a hurried reader, and which signs nobody sees: what names that
// imitate are made of. After Unicode Technical Standard 39 §4, with a short table of our own in place of its 6,000
// rows: letters of Cyrillic, Greek and Armenian, and the digits and signs, that stand for Latin ones.
// Threads: pure functions. Errors: none.
#pragma once

#include <string>
#include <string_view>

namespace vigie::text {

// Of a letter as fold() leaves it: `а` of Cyrillic is 'a', `0` is 'o', `|` is 'l'. NUL: it passes for none but itself.
char likeness_of(char32_t folded);

// Before folding: capitals that pass for others than their small letters do, as `Η` of Greek for H, made Latin.
std::string with_latin_capitals(std::string_view utf8);

// `rn` passes for m, `vv` for w.
void join_pairs(std::string& word);

// Is not seen, or turns the direction of what follows.
bool is_unseen(char32_t point);
bool has_unseen(std::string_view utf8);

}  // namespace vigie::text
