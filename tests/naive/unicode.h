// What the naive matcher asks of Unicode, by ICU, one slow question at a time.
// Threads: pure functions. Errors: none; broken UTF-8 becomes U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace vigie::naive {

std::u32string decode(std::string_view utf8);
std::string encode(const std::u32string& text);

std::u32string nfc(const std::u32string& text);
std::u32string fold(const std::u32string& text);  // "Words", second sentence, all of it.

std::string small(std::string_view utf8);         // Small letters, in NFC.
std::string network_name(std::string_view host);  // As the network knows it, all ASCII; small() of what is no host.

bool is_space(char32_t c);
bool is_wordy(char32_t c);  // A letter, mark, digit or `_`; no apostrophe.
bool is_digit(char32_t c);
bool is_mark(char32_t c);
bool is_free_mark(char32_t c);  // A mark that is nothing without a letter before it.
bool is_selector(char32_t c);   // Variation selectors.
bool is_unspaced(char32_t c);   // Of a script written without spaces.
bool is_punctuation(char32_t c);
bool is_emoji(char32_t c);
bool is_skin(char32_t c);
bool is_regional(char32_t c);

}  // namespace vigie::naive
