// What must be refused before toml++ 3.3.0 reads a TOML text, because that version meets it with
// undefined behaviour. Letters outside ASCII: TOML 1.0 has them in strings and comments alone, and
// where a multi-line string goes on after a `\` the parser fails too (its
// `is_non_ascii_horizontal_whitespace`). Tables without a name: its `parse_key` assumes one.
// Threads: pure function.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace vigie {

struct TomlFault {
  std::uint32_t line;  // From 1.
  std::string_view reason;
};

// The first place that must not be read; none: the text may be given to the parser, which finds
// every other mistake. Cost: one pass.
std::optional<TomlFault> first_toml_fault(std::string_view text);

}  // namespace vigie
