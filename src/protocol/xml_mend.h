// Broken XML made well-formed. Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

namespace vigie::protocol {

// HTML's named references that XML does not know, as the characters themselves.
std::string with_known_references(std::string_view xml);

// Every tag closed, every attribute quoted, stray `<` and `&` escaped, comments and declarations
// gone; tag names in lower case. For what a strict reading refused.
std::string mended_xml(std::string_view xml);

}  // namespace vigie::protocol
