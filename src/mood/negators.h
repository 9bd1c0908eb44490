// Folded words that turn what follows: in the languages that the mood is learnt in.
// Threads: pure function.
#pragma once

#include <string_view>

namespace vigie::mood {

bool is_negator(std::string_view folded);

}  // namespace vigie::mood
