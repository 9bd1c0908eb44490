// The query of one author, whatever signs the name holds.
// Threads: pure. Errors: none.
#pragma once

#include <optional>
#include <string>

namespace vigie::query {

// `author:` of exactly that name. None: no query can say it.
std::optional<std::string> author_test(const std::string& name);

}  // namespace vigie::query
