// The same queries for every engine: Vigie's own tree, written backwards (operands before their operator), so that a
// peer reads it with a stack and no parser:
//
//   w TOKEN | p BEGINNING | q N OFFSET TOKEN … | k KEYWORD | a N | o N | n | near D | before D
//
// Threads: pure functions.
#pragma once

#include <string>
#include <variant>

#include "query/query.h"

namespace vigie::bench {

struct LeftOut {
  std::string reason;  // What no peer of ours can say.
};

std::variant<std::string, LeftOut> asked_line(const query::Query& query);

}  // namespace vigie::bench
