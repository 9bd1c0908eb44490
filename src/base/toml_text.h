// What must be refused before toml++ 3.3.0 reads a TOML text. TOML 1.0 has non-ASCII letters in
// strings and comments alone; elsewhere, and where a multi-line string goes on after a `\`, that
// version meets them with undefined behaviour (`is_non_ascii_horizontal_whitespace`).
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
