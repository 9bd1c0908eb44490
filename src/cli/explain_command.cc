#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "query/query.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;

void print_json(const query::Query& query, const Tools& tools) {
  ordered_json out = {{"query", query.to_text()},
                      {"tree", ordered_json::parse(query::explain_json(query))},
                      {"warnings", ordered_json::array()}};
  for (const auto& warning : query.warnings()) out["warnings"].push_back(warning.message());
  tools.print(out.dump() + "\n");
}

}  // namespace

int run_explain(const ExplainCommand& command, const Tools& tools) {
  const auto parsed = query::parse_or_problem(command.query);
  if (const auto* problem = std::get_if<query::Problem>(&parsed)) {
    tools.note(problem->message());  // As scripts read it: nothing before.
    tools.point_at(*problem, command.query);
    return kWrongUse;
  }
  const auto& query = std::get<query::Query>(parsed);
  if (command.json) {
    print_json(query, tools);
    return kDone;
  }
  tools.print(query::explain(query));
  for (const auto& warning : query.warnings()) tools.print("warning: " + warning.message() + "\n");
  return kDone;
}

}  // namespace vigie::cli
