// The text of a query cut into tokens: words as typed, quoted words, fields, operators.
// Threads: pure functions; tokens borrow from the text. Errors: broken UTF-8, too long, a quotation
// mark that is never closed, an operator's number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "query/query.h"

namespace vigie::query {

enum class TokenKind : std::uint8_t {
  kWords,   // text, as typed without quotes
  kQuoted,  // text, between the quotes
  kField,   // name, text (its value)
  kOpen,
  kClose,
  kAnd,
  kOr,
  kNot,     // `NOT` or `-`
  kNear,    // distance
  kBefore,  // distance
  kEnd
};

struct Token {
  TokenKind kind{};
  std::uint32_t column = 1;        // Code points, from 1.
  std::uint32_t end = 1;           // The column past it.
  std::uint32_t value_column = 1;  // kField: of the value.
  std::string_view text;
  std::string_view name;
  std::uint8_t distance = 0;
  bool exact = false;   // kWords, kQuoted: `=` stood before.
  bool quoted = false;  // kField: the value stood in quotes.
};

// The token refused: the column of its beginning, and its extent.
Problem refused(const Token& token, Diagnostic what, Values values = {}, std::string suggestion = {});

// Ends with one kEnd.
std::variant<std::vector<Token>, Problem> read_tokens(std::string_view text);

}  // namespace vigie::query
