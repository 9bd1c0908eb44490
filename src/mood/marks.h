// The marks between two words: punctuation and emoticons, as the writer put them.
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace vigie::mood {

struct Mark {
  std::string_view typed;  // Borrowed; empty: there is none.
  std::uint64_t hash = 0;  // Of the marks, a mark said more than three times counting three times.
  bool stresses = false;   // Two signs or more with `!` or `?` among them.
};

// The first run of marks in `gap`, the bytes between two words; `typed` ends where to go on.
Mark first_mark(std::string_view gap);

// Eyes that want a mouth: `:` in `:D`. The mouth is then the next word, if it touches and is one letter.
bool is_eyes(std::string_view typed);

}  // namespace vigie::mood
