// Names of people: what one may look like, when two are the same, and when one imitates another.
// After Unicode Technical Standard 39 §4, with a short table of our own in place of its 6,000 rows: the
// letters of Cyrillic and Greek, and the digits, that pass for Latin ones.
// Threads: pure functions. Errors: check_name() tells what is wrong.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace vigie::people {

Result<void> check_name(std::string_view name);

// Holds what steers a line, or is not seen: controls, marks of writing direction, what has no width.
bool has_unseen_signs(std::string_view utf8);

// Two names that fold alike are one to log in with: `Ada` and `ada`, `Zoé` and `zoe`.
std::string folded_name(std::string_view name);

// Two names with one skeleton look alike: `Ada`, `A.d.a`, `Аda` (with a Cyrillic A), `4da`. Empty for a name
// without letters or digits. Of any text, also of a brand or a pseudonym.
std::string skeleton_of(std::string_view name);

}  // namespace vigie::people
