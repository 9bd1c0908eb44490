#include "api/composition.h"

#include <nlohmann/json.hpp>
#include <string>

#include "api/reply.h"
#include "base/time_text.h"
#include "survey/composition.h"

namespace vigie::api {
namespace {

using nlohmann::json;

// A word of a post as a query that finds it: quotes keep it from being an operator.
std::string quoted(const std::string& term) { return term.starts_with('#') ? term : "\"" + term + "\""; }

json drawn_json(const survey::Drawn& drawn) { return {{"found", drawn.found}, {"read", drawn.read}}; }

json terms_json(const survey::Composition& it, const std::string& part) {
  json out = json::array();
  for (const survey::StandingOut& one : it.terms) {
    out.push_back({{"term", one.term},
                   {"within", one.within},
                   {"usual", one.usual},
                   {"ratio", one.ratio},
                   {"p", one.p},
                   {"query", part + " " + quoted(one.term)}});
  }
  return out;
}

}  // namespace

Answered composition_reply(const Call& call, const query::Query& query) {
  const auto span = day_of(call, call.house->clock().now());
  if (!span) return span.error();
  const std::string mood(call.request.query.get("mood"));
  std::string within(call.request.query.get("within"));
  if (!mood.empty() && !within.empty()) return invalid("within: not together with mood");
  if (!mood.empty() && !post::mood_of(mood)) return invalid("mood: negative, neutral or positive");
  if (within.empty()) within = "mood:" + (mood.empty() ? std::string("negative") : mood);
  // By itself first, so that an error names a column of what was asked.
  const auto own = query::parse_or_problem(within, query::Use::kSearch);
  if (const auto* problem = std::get_if<query::Problem>(&own)) return problem_reply(*problem);
  const std::string part = "(" + query.to_text() + ") (" + within + ")";
  const auto parsed = query::parse_or_problem(part, query::Use::kSearch);
  if (const auto* problem = std::get_if<query::Problem>(&parsed)) return problem_reply(*problem);
  const auto it = survey::compose(call.house->store(), query, std::get<query::Query>(parsed), *span);
  if (!it) return it.error();
  return json_reply(
      json{{"from", format_time(span->from)},
           {"to", format_time(span->to)},
           {"query", part},
           {"within", drawn_json(it->within)},
           {"all", drawn_json(it->all)},
           {"usual", it->usual},
           {"enough", it->within.read >= survey::kCompositionPostsMin && it->usual >= survey::kCompositionPostsMin},
           {"terms", terms_json(*it, part)}});
}

}  // namespace vigie::api
