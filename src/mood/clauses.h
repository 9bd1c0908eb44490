// The clauses of a text: what one breath says. They end at punctuation, at line ends, and, in French and English,
// before a word of contrast (`but`, `alors que`) or a coordination whose clause has a subject of its own (`and the
// price`). A decimal point ends none, nor does a colon: what follows it is said of what stands before. Emoji and
// closing marks belong to what they follow. Threads: pure functions. Errors: none. Units: bytes of the Words' texts.
#pragma once

#include <cstdint>
#include <vector>

#include "mood/model.h"
#include "post/post.h"
#include "text/words.h"

namespace vigie::mood {

constexpr std::size_t kClausesMax = 256;  // Of one post; the last holds the rest of its text.

// [from, to) of the text of this part; cuts no code point, and no word. Together the clauses of a part hold all that is
// said in it, in order.
struct Clause {
  int part;
  std::uint32_t from, to;
};

// Replaces what `out` held.
void clauses_of(const text::Words& words, std::vector<Clause>& out);

// The mood of these bytes alone. Cost: some microseconds; allocates.
Probabilities read_within(const Model& model, const text::Words& words, post::LanguageId language, Clause clause);

}  // namespace vigie::mood
