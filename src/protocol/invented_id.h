// An id for a record that names none: the same words have the same id in the next import.
// Threads: pure functions. Errors: none.
#pragma once

#include <string>
#include <string_view>

namespace vigie::protocol {

// 128 bits of XXH3 in hex: two records are never taken for one by chance.
std::string invented_id(std::string_view bytes);

}  // namespace vigie::protocol
