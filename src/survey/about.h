// Which clauses of a post speak of what a query asks for: those that hold its words, and those after them, until
// another name is said. A post found by no word of its text (`source:shop`) speaks of it from end to end.
// Threads: pure functions. Errors: none.
#pragma once

#include <span>
#include <vector>

#include "mood/clauses.h"
#include "text/words.h"

namespace vigie::survey {

// For each clause whether it does. `subject`: the places of the match, as mood::joined() gives them.
std::vector<bool> clauses_about(const text::Words& words, std::span<const mood::Clause> clauses,
                                std::span<const mood::Clause> subject);

}  // namespace vigie::survey
