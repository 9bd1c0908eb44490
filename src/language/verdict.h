// What the sums of a text's rows say: each language's share, and the guess.
// Threads: pure functions. Errors: none.
#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "language/letters.h"
#include "language/model.h"
#include "language/sums.h"
#include "language/weights.h"

namespace vigie::language {

using Shares = std::array<float, kLanesMax>;

// What the script alone tells: its one language, or unknown.
Guess of_script(const Alphabet& alphabet, Script script);

// Softmax over the lanes of one script; others get 0. `rows`: how many were summed.
Shares shares_of(const Table& table, Script script, const Sums& sums, std::size_t rows, post::LanguageId claim);
Guess best_of(const Table& table, const Shares& shares);
// best_of(shares_of()), by a shorter way.
Guess guess_of(const Table& table, Script script, const Sums& sums, std::size_t rows, post::LanguageId claim);
// The lanes of the largest and the second largest share.
std::pair<std::size_t, std::size_t> two_best(Shares shares);

}  // namespace vigie::language
