// Where a link ends. Looks at raw bytes. Threads: pure functions. Errors: none.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace vigie::text {

// The end of the link whose prefix (`http://`, `https://`, `www.`) ends at byte `from`: white space
// or the end, less final punctuation; a closing bracket stays if it closes one of the link's own.
// Nothing if no letter, digit or other sign of a link follows the prefix.
std::optional<std::size_t> link_end(std::string_view text, std::size_t from);

}  // namespace vigie::text
