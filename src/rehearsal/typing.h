// From a well-formed sentence to what a person types: capitals, accents, spaces before marks,
// abbreviations, slips of the finger. Mentions, hashtags and links are left as they are, and words
// with a capital keep their letters, so that names stay names.
// Threads: pure functions. Errors: none; UTF-8 in, UTF-8 out.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/random.h"
#include "rehearsal/crowd.h"

namespace vigie::rehearsal {

// Appends to `out`.
void type(std::string_view sentence, const Habits& habits, Tongue tongue,
          const std::unordered_map<std::string, std::string>& shorthand, Random& random, std::string& out);

}  // namespace vigie::rehearsal
