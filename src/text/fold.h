// Whole texts folded or composed, without splitting: what the pass does to words, for other uses.
// Threads: pure functions. Errors: none; broken UTF-8 becomes U+FFFD. Cost: these allocate.
#pragma once

#include <string>
#include <string_view>

namespace vigie::text {

// A whole text folded: what is no letter, mark, digit or `_` stays as NFKC leaves it. Variation
// selectors go. fold(fold(x)) == fold(x).
std::string fold(std::string_view utf8);

// The canonical composition (NFC) of a text.
std::string nfc(std::string_view utf8);

// Letters in small, marks kept, in NFC: for names, where `él` is `Él` and not `el`.
std::string small_letters(std::string_view utf8);

// Whether the folded form begins with a character of a script written without spaces (Han, kana,
// Thai, Lao, Khmer, Burmese): there one character is a word.
bool begins_unspaced(std::string_view folded);

}  // namespace vigie::text
