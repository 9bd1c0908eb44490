// Published sets of posts write some characters as `\u2019` or `&amp;`; here they become themselves.
// Threads: pure function.
#pragma once

#include <string>
#include <string_view>

namespace vigie::mood {

std::string unescaped(std::string_view text);

}  // namespace vigie::mood
