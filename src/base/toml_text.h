// The TOML that we read: keys, texts of all four kinds, whole and decimal numbers, true and false,
// lists, inline tables, tables, comments. Dates and other number bases are refused: no file of
// ours has them. What passes here is well-formed TOML 1.0.
//
// It stands before toml++ because version 3.3.0 meets some malformed texts with undefined behaviour
// (its `is_non_ascii_horizontal_whitespace`, its assertions within lists).
// Threads: pure function.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace vigie {

constexpr std::size_t kTomlNestingMax = 32;  // Lists and inline tables in one another; parts of one key.

struct TomlFault {
  std::uint32_t line;  // From 1.
  std::string_view reason;
};

// The first place that is not of that form; none: the text may be given to the parser, which finds
// what form does not show, such as a key that is there twice. Cost: one pass.
std::optional<TomlFault> first_toml_fault(std::string_view text);

}  // namespace vigie
