// Any bytes are either a query, whose own text reads back to the same tree, or refused at a column within them.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "query/query.h"
#include "query/tokens.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto first = query::parse_or_problem(text);
  if (const auto* problem = std::get_if<query::Problem>(&first)) {
    if (problem->column == 0 || problem->column > size + 1 || problem->reason().empty()) std::abort();
    return 0;
  }
  const auto& query = std::get<query::Query>(first);
  const auto again_text = query.to_text();
  // Negations pushed down and quotes added may outgrow the limit.
  if (code_point_count(again_text) > query::kCodePointsMax) return 0;
  const auto again = query::parse_or_problem(again_text);
  if (!std::holds_alternative<query::Query>(again)) std::abort();
  if (std::get<query::Query>(again).root() != query.root()) std::abort();
  if (query::explain_json(query).empty() || query::explain(query).empty()) std::abort();
  return 0;
}
