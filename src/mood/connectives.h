// Folded words that begin a clause, French and English. They are told without the language: a word that is common with
// another meaning in the other of the two (`car`, `or`) is not among the contrasts.
// Threads: pure functions. Errors: none.
#pragma once

#include <string_view>

namespace vigie::mood {

// `but`, `mais`, `whereas`, `pourtant`: what follows is held against what came before.
bool is_contrast(std::string_view folded);

// `par contre`, `alors que`, `even though`: two words that do so together.
bool is_contrast(std::string_view first, std::string_view second);

// `and`, `et`, `because`, `donc`: what follows is a clause if it has a subject of its own.
bool is_coordination(std::string_view folded);

// `i`, `the`, `this`, `je`, `la`, `c`: a subject begins here.
bool begins_subject(std::string_view folded);

}  // namespace vigie::mood
