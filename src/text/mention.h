// How far a mention reaches, and which names it holds. Looks at raw bytes.
// Threads: pure functions. Errors: none. Units: bytes of the text.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace vigie::text {

// A mention that is more than a run of letters: `al@masto.social`, `le-monde.bsky.social`, `jean-paul`.
struct Mention {
  std::size_t full_end;   // Past the whole.
  std::size_t name_end;   // Past the name, a mention too; without a domain, past the first word of it.
  std::size_t words_end;  // Past what gives plain words: all but the domain.
};

// The one whose name begins at byte `from`, after the sign; nothing if letters alone tell how far it goes.
std::optional<Mention> mention_at(std::string_view text, std::size_t from);

// Whether `typed`, what stands after a sign, is the beginning of some mention with a domain or a hyphen: `al@masto`.
bool opens_mention(std::string_view typed);

}  // namespace vigie::text
