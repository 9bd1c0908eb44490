// Names of people: what one may look like, when two are the same, and when one imitates another.
// Threads: pure functions. Errors: check_name() tells what is wrong.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace vigie::people {

Result<void> check_name(std::string_view name);

// Two names that fold alike are one to log in with: `Ada` and `ada`, `Zoé` and `zoe`.
std::string folded_name(std::string_view name);

// Two names with one skeleton look alike: `Ada`, `A.d.a`, `Аda` (with a Cyrillic A), `4da`. Empty for a name
// without letters or digits. Of any text, also of a brand or a pseudonym.
std::string skeleton_of(std::string_view name);

}  // namespace vigie::people
