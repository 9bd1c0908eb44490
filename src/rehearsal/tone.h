// How an answer reads: useful, commercial, apologising. A few words and signs, counted; the public of a
// rehearsal reacts to it, and nobody else should: it is no judgement of a text.
// Threads: pure function. Errors: none; an empty text is nothing of all.
#pragma once

#include <string_view>

namespace vigie::rehearsal {

// Each in [0, 1].
struct Tone {
  double useful = 0;      // Says what, where, when, to whom; speaks to somebody.
  double commercial = 0;  // Sells.
  double apologises = 0;
};

// French and English, whatever the capitals and accents. The same text always gives the same.
Tone tone_of(std::string_view text);

}  // namespace vigie::rehearsal
