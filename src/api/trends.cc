// What is rising, and which texts are copied: what was found the last time, with the figures that a search gives now.
#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/limits.h"
#include "api/reply.h"
#include "api/routes.h"
#include "base/time_text.h"
#include "signal/rising.h"
#include "trend/opening.h"
#include "trend/trends.h"

namespace vigie::api {
namespace {

using nlohmann::json;
using signal::TermKind;
using trend::Told;

struct Question {
  trend::Asked asked;
  std::string watch_query;
};

// An unknown watch is a 404 of its own.
std::variant<Question, Answered> question_of(const Call& call) {
  Question out;
  const auto limit = limit_of(call, kTrends, kTrendsMax);
  if (!limit) return limit.error();
  out.asked.limit = *limit;
  if (const auto name = call.request.query.find("kind")) {
    out.asked.kind = trend::term_kind_of(*name);
    if (!out.asked.kind) return invalid("kind: must be word, hashtag, link, phrase or emoji");
  }
  if (const auto code = call.request.query.find("lang")) {
    out.asked.language = post::language_of(*code);
    if (!out.asked.language) return invalid("lang: not a language that we read; write fr, en, unknown");
  }
  if (const auto id = call.request.query.find("watch")) {
    const auto number = whole_number(*id, std::numeric_limits<watch::WatchId>::max());
    const auto watch = number ? call.house->watches().list()->get(static_cast<watch::WatchId>(*number)) : nullptr;
    if (!watch) return problem_reply(404, "there is no watch with that id");
    out.asked.watch = watch->id;
    out.watch_query = watch->said.query;
  }
  return out;
}

// What the store has of a query from `since` on.
Result<store::Count> count_since(const Call& call, const std::string& text, Time since, Time until) {
  const auto query = query::parse(text);
  if (!query) return query.error();
  const store::Span span{since, std::max(until, since) + Micros(1)};
  const auto histogram = call.house->store().histogram(*query, span, span.to - span.from);
  if (!histogram) return histogram.error();
  return histogram->total;
}

std::uint64_t whole(float count) { return static_cast<std::uint64_t>(std::lround(std::max(1.0F, count))); }

json coverage_json(const Told& told, bool ready) {
  return {{"since", time_or_null(told.since)},
          {"ready", ready},
          {"posts", told.counts.heard},
          {"missed", told.counts.missed},
          {"late", told.counts.late}};
}

// Null: nobody can find it any more.
Result<json> trend_json(const Call& call, const Told& told, const signal::Rise& rise, const std::string& watch_query) {
  const auto query = trend::query_of(rise, watch_query);
  const auto count = count_since(call, query, rise.since, told.as_of);
  if (!count) return count.error();
  if (count->posts == 0) return json(nullptr);
  // A search knows the site of a link, not the link.
  const bool is_exact = rise.kind != TermKind::kLink;
  trend::Figures figures;
  figures.posts = is_exact ? count->posts : whole(rise.heard.posts);
  figures.voices = is_exact ? count->voices : whole(rise.heard.voices);
  figures.clusters = std::min(whole(rise.heard.clusters), figures.posts);
  figures.usual = static_cast<double>(rise.usual);
  figures.span = told.as_of - rise.since;
  const auto reason = trend::reason_of(figures);
  const bool has_language = rise.scope.language != signal::Scope::kAllLanguages;
  return json{{"kind", trend::name_of(rise.kind)},
              {"text", rise.text},
              {"lang", has_language ? json(post::code_of(rise.scope.language)) : json(nullptr)},
              {"posts", figures.posts},
              {"voices", figures.voices},
              {"clusters", figures.clusters},
              {"usual", std::round(figures.usual * 10) / 10},
              {"since", format_time(rise.since)},
              {"reason", {{"fr", reason.fr}, {"en", reason.en}}},
              {"query", query}};
}

Answered trends(const Call& call) {
  auto question = question_of(call);
  if (auto* problem = std::get_if<Answered>(&question)) return std::move(*problem);
  const auto& [asked, watch_query] = std::get<Question>(question);
  const auto told = call.office->trends().told();
  json out = {{"trends", json::array()},
              {"as_of", format_time(told->as_of)},
              {"coverage", coverage_json(*told, trend::Trends::is_warm(*told, asked))}};
  for (const auto& rise : trend::Trends::select(*told, asked)) {
    auto trend = trend_json(call, *told, rise, watch_query);
    if (!trend) return trend.error();
    if (!trend->is_null()) out["trends"].push_back(std::move(*trend));
  }
  return json_reply(out);
}

Answered copies(const Call& call) {
  const auto limit = limit_of(call, kTrends, kTrendsMax);
  if (!limit) return limit.error();
  const auto told = call.office->trends().told();
  json out = {{"copies", json::array()},
              {"as_of", format_time(told->as_of)},
              {"posts", told->counts.heard},
              {"copied", told->counts.copies},
              {"groups", told->counts.groups}};
  for (const auto& copied : told->copied) {
    if (out["copies"].size() == *limit) break;
    const auto& cluster = copied.cluster;
    const auto query = trend::query_of_text(copied.text);
    if (query.empty()) continue;
    const auto count = count_since(call, query, cluster.first_at, told->as_of);
    if (!count) return count.error();
    if (count->posts == 0) continue;  // Nobody can find them any more.
    out["copies"].push_back({{"text", copied.text},
                             {"posts", cluster.posts},
                             {"voices", std::min<std::uint64_t>(whole(cluster.voices), cluster.posts)},
                             {"coordinated", cluster.is_coordinated},
                             {"since", format_time(cluster.first_at)},
                             {"last", format_time(cluster.last_at)},
                             {"query", query}});
  }
  return json_reply(out);
}

}  // namespace

std::span<const Route> trends_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/trends", trends}, {net::Method::kGet, "/copies", copies}};
  return kRoutes;
}

}  // namespace vigie::api
