// The same words for every engine: a post as one line of text that Vigie wrote, read by the peers, each in its way.
//
//   id TAB keywords TAB tokens TAB text
//
// Keywords are our reading and traits (`lang:fr has:link`). A token is a word as folded, with its `#` or `@`, after
// `D|` where it does not stand one place after the token before it but D places (`#clio 0|clio`).
// Threads: values. Errors: none; lines are trusted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/document.h"

namespace vigie::bench {

constexpr std::size_t kTokenBytesMax = 200;  // Xapian's terms end at 245; a longer token is nobody's.

std::string said_line(const query::Document& document);
std::string token_of(const text::Words& words, const text::Word& word);

struct Token {
  std::string_view text;
  std::uint32_t position;
};

struct Said {  // Borrows the line.
  std::string_view id, keywords, text;
  std::vector<Token> tokens;
};
void read_said(std::string_view line, Said& out);

}  // namespace vigie::bench
