#include <nlohmann/json.hpp>

#include "api/reply.h"
#include "api/routes.h"
#include "api/series.h"

namespace vigie::api {
namespace {

using nlohmann::json;

Answered ask(const Call& call, Answered (*reply)(const Call& call, const query::Query& query)) {
  const auto asked = query_of(call);
  return asked.query ? reply(call, *asked.query) : Answered(asked.problem);
}

Answered search(const Call& call) { return ask(call, page_reply); }
Answered count(const Call& call) { return ask(call, series_reply); }
Answered tops(const Call& call) { return ask(call, tops_reply); }

Answered explain(const Call& call) {
  const auto use = call.request.query.get("use") == "watch" ? query::Use::kWatch : query::Use::kSearch;
  const auto parsed = query::parse_or_problem(call.request.query.get("q"), use);
  if (const auto* problem = std::get_if<query::Problem>(&parsed)) {
    return json_reply(json{{"ok", false}, {"problem", problem_json(*problem)}});
  }
  const auto& query = std::get<query::Query>(parsed);
  json warnings = json::array();
  json codes = json::array();
  for (const auto& warning : query.warnings()) {
    warnings.push_back(warning.message());
    codes.push_back(warning_json(warning));
  }
  return json_reply(json{{"ok", true},
                         {"tree", json::parse(query::explain_json(query), nullptr, false)},
                         {"text", query.to_text()},
                         {"warnings", warnings},
                         {"warning_codes", codes}});
}

}  // namespace

std::span<const Route> search_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/search", search},
                                      {net::Method::kGet, "/count", count},
                                      {net::Method::kGet, "/tops", tops},
                                      {net::Method::kGet, "/explain", explain, Lane::kGlance}};
  return kRoutes;
}

}  // namespace vigie::api
