// Words that say nothing of what an incident is about: articles, pronouns, prepositions, negations, auxiliaries of
// French and English. Criticism is full of them. Threads: pure. Errors: none.
#pragma once

#include <string_view>

namespace vigie::alert {

bool is_plain(std::string_view word);  // As anybody typed it.

}  // namespace vigie::alert
