// What being present changed: turn, presence, defence, each figure with the posts behind it.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/coverage.h"
#include "api/limits.h"
#include "api/list_cursor.h"
#include "api/reply.h"
#include "api/routes.h"
#include "api/series.h"
#include "api/survey_json.h"
#include "base/time_text.h"
#include "measure/reader.h"
#include "query/program.h"
#include "signal/turn.h"
#include "watch/hit_json.h"

namespace vigie::api {
namespace {

using measure::Figures;
using nlohmann::json;

double ms_of(Micros wait) { return std::chrono::duration<double, std::milli>(wait).count(); }

// The query of `watch`, or `q`.
QueryOrProblem measured_query(const Call& call) {
  const auto id = call.request.query.find("watch");
  if (!id) return query_of(call);
  const auto number = whole_number(*id, std::numeric_limits<watch::WatchId>::max());
  const auto watch = number ? call.house->watches().list()->get(static_cast<watch::WatchId>(*number)) : nullptr;
  if (!watch) return {std::nullopt, problem_reply(404, "there is no watch with that id")};
  return {watch->query, {}};
}

struct Measured {
  query::Query query;
  store::Span span;
  measure::Told told;
};

std::variant<Measured, net::Reply> measured(const Call& call) {
  auto asked = measured_query(call);
  if (!asked.query) return std::move(asked.problem);
  const auto span = day_of(call, std::chrono::floor<Micros>(call.house->clock().now()) + Micros(1));
  if (!span) return problem_reply(span.error());
  auto told = measure::read_exchange(call.house->store(), *asked.query, *span,
                                     [&](const post::Post& post) { return call.office->is_ours(post); });
  if (!told) return problem_reply(told.error());
  return Measured{std::move(*asked.query), *span, std::move(*told)};
}

// Of the week before the span, hour by hour.
Result<std::optional<signal::Usual>> usual_before(const Call& call, const Measured& it) {
  const store::Span week{it.span.from - signal::kUsualWindow, it.span.from};
  const auto histogram = call.house->store().histogram(it.query, week, Micros(std::chrono::hours(1)));
  if (!histogram) return histogram.error();
  std::vector<signal::Share> hours;
  for (const auto& bucket : histogram->buckets) hours.push_back({bucket.count.negative, bucket.count.posts});
  return signal::usual_of(hours);
}

json turn_json(const Figures& figures, const std::optional<signal::Usual>& usual) {
  json out = part_json(figures.turn());
  out["usual"] = nullptr;
  out["out"] = usual && usual->is_out(figures.turn());
  if (!usual) return out;
  const auto band = usual->band(figures.contributions);
  out["usual"] = {{"low", band.low}, {"high", band.high}, {"share", usual->share}, {"posts", usual->posts}};
  return out;
}

json series_json(const measure::Exchange& exchange, const store::Span& span, Micros step) {
  json out = json::array();
  for (Time start = span.from; start < span.to; start += step) {
    const auto figures = exchange.figures(start, std::min(start + step, span.to));
    out.push_back({{"start", format_time(start)},
                   {"contributions", figures.contributions},
                   {"critical", figures.critical},
                   {"acknowledged", figures.acknowledged},
                   {"defended", figures.defended}});
  }
  return out;
}

Answered read(const Call& call) {
  const auto step = step_of(call, std::chrono::hours(1));
  if (!step) return step.error();
  auto result = measured(call);
  if (auto* problem = std::get_if<net::Reply>(&result)) return std::move(*problem);
  const auto& it = std::get<Measured>(result);
  if ((it.span.to - it.span.from) / *step >= static_cast<std::int64_t>(kBucketsMax)) {
    return invalid("step: more than " + std::to_string(kBucketsMax) + " steps; choose a longer one or a shorter span");
  }
  const auto usual = usual_before(call, it);
  if (!usual) return usual.error();
  const auto figures = it.told.exchange.figures();
  json presence = part_json(figures.presence());
  presence["median_ms"] = figures.median_wait ? json(ms_of(*figures.median_wait)) : json(nullptr);
  const auto cut = std::max(it.told.read_from, it.told.answers_from);
  json out = {{"from", format_time(it.span.from)},       {"to", format_time(it.span.to)},
              {"read_from", time_or_null(cut)},          {"step_s", std::chrono::duration<double>(*step).count()},
              {"turn", turn_json(figures, *usual)},      {"presence", presence},
              {"defence", part_json(figures.defence())}, {"series", series_json(it.told.exchange, it.span, *step)}};
  add_coverage(call, it.query, it.span, *step, out, "series");
  return json_reply(out);
}

Answered posts(const Call& call) {
  const auto figure = measure::figure_of(call.request.query.get("figure"));
  if (!figure) return invalid("figure: must be contributions, critical, acknowledged, unanswered or defended");
  const auto limit = limit_of(call, kPostsPerPage, kPostsPerPageMax);
  if (!limit) return limit.error();
  auto result = measured(call);
  if (auto* problem = std::get_if<net::Reply>(&result)) return std::move(*problem);
  const auto& it = std::get<Measured>(result);
  const query::Program program(it.query);
  std::string out = "{\"posts\":[";
  std::size_t told = 0;
  std::string next;
  const measure::Said* last = nullptr;
  const auto& all = it.told.exchange.contributions();
  const auto place_of = [](const measure::Said& said) { return ListPlace{said.at, said.source, said.id}; };
  for (auto i = first_behind(call.request.query.get("cursor"), all.size(),
                             [&](std::size_t at) { return place_of(*all[at].said); });
       i < all.size(); ++i) {
    const auto& one = all[i];
    if (!measure::is_of(one, *figure)) continue;
    if (told == *limit) {
      next = list_cursor(place_of(*last));
      break;
    }
    const auto hit = call.house->store().get(one.said->source, one.said->id);
    if (!hit) return hit.error();
    last = one.said;
    if (!*hit) continue;  // Gone since it was counted.
    if (told++ > 0) out += ',';
    watch::write_hit(**hit, &program, out);
  }
  out += "],\"next_cursor\":" + (next.empty() ? "null" : json(next).dump()) + "}";
  return json_reply(std::move(out));
}

}  // namespace

std::span<const Route> measure_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/measure", read},
                                      {net::Method::kGet, "/measure/posts", posts}};
  return kRoutes;
}

}  // namespace vigie::api
