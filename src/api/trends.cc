// What is rising, and which texts are copied: what was found the last time, with the figures that a search gives now.
#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "api/api.h"
#include "api/limits.h"
#include "api/reply.h"
#include "api/routes.h"
#include "base/time_text.h"
#include "signal/rising.h"
#include "trend/opening.h"
#include "trend/terms.h"
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

constexpr auto kVoicesMin = static_cast<std::size_t>(signal::kRisingVoices);
constexpr std::size_t kLinkPostsRead = 1'000;  // Of a site, the newest; a link behind them is believed.

store::Span span_of(Time since, Time until) { return {since, std::max(until, since) + Micros(1)}; }

bool leads_to(const post::Post& post, std::string_view link) {
  if (post.links.empty()) return post.text.find(link) != std::string_view::npos;
  return std::any_of(post.links.begin(), post.links.end(),
                     [&](std::string_view one) { return trend::plain_link(one) == link; });
}

// Whether so many people still say a link as make a trend, in posts of its site: the language knows the site alone.
Result<bool> is_link_said(const Call& call, const query::Query& query, const store::Span& span, std::string_view link) {
  store::SearchOptions wanted{100, "", span};
  std::set<std::pair<std::string, std::string>> voices;
  for (std::size_t read = 0; read < kLinkPostsRead; read += wanted.limit) {
    const auto page = call.house->store().search(query, wanted);
    if (!page) return page.error();
    for (const auto& hit : page->hits) {
      if (leads_to(hit.post, link)) voices.emplace(hit.post.source, hit.post.author.id);
      if (voices.size() >= kVoicesMin) return true;
    }
    if (page->next_cursor.empty()) return false;
    wanted.cursor = page->next_cursor;
  }
  return true;
}

// The newest post that says a text.
Result<std::optional<store::Hit>> newest(const Call& call, const query::Query& query, const store::Span& span) {
  const auto page = call.house->store().search(query, {1, "", span});
  if (!page) return page.error();
  return page->hits.empty() ? std::nullopt : std::optional(page->hits.front());
}

std::uint64_t whole(float count) { return static_cast<std::uint64_t>(std::lround(std::max(1.0F, count))); }

json coverage_json(const Told& told, bool ready) {
  return {{"since", time_or_null(told.since)},
          {"ready", ready},
          {"posts", told.counts.heard},
          {"missed", told.counts.missed},
          {"late", told.counts.late}};
}

// Null: nobody can find it any more, or it cannot be asked for (a watch's query with a term more may be too long).
Result<json> trend_json(const Call& call, const Told& told, const signal::Rise& rise, const std::string& watch_query) {
  const auto text = trend::query_of(rise, watch_query);
  const auto query = query::parse(text);
  if (!query) return json(nullptr);
  const auto span = span_of(rise.since, told.as_of);
  const auto histogram = call.house->store().histogram(*query, span, span.to - span.from);
  if (!histogram) return histogram.error();
  const auto& count = histogram->total;
  if (count.voices < kVoicesMin) return json(nullptr);  // Others were erased since.
  const bool is_exact = rise.kind != TermKind::kLink;
  if (!is_exact) {
    const auto is_said = is_link_said(call, *query, span, rise.text);
    if (!is_said) return is_said.error();
    if (!*is_said) return json(nullptr);
  }
  trend::Figures figures;
  figures.posts = is_exact ? count.posts : whole(rise.heard.posts);
  figures.voices = is_exact ? count.voices : whole(rise.heard.voices);
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
              {"query", text}};
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
    const auto text = trend::query_of_text(copied.text);
    const auto query = query::parse(text);
    if (text.empty() || !query) continue;
    const auto hit = newest(call, *query, span_of(cluster.first_at, told->as_of));
    if (!hit) return hit.error();
    if (!*hit) continue;  // Nobody can find them any more.
    // Of a post that is kept: that in which it was heard may be erased.
    out["copies"].push_back({{"text", trend::beginning_of((*hit)->post.text)},
                             {"posts", cluster.posts},
                             {"voices", std::min<std::uint64_t>(whole(cluster.voices), cluster.posts)},
                             {"coordinated", cluster.is_coordinated},
                             {"since", format_time(cluster.first_at)},
                             {"last", format_time(cluster.last_at)},
                             {"query", text}});
  }
  return json_reply(out);
}

}  // namespace

std::span<const Route> trends_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/trends", trends}, {net::Method::kGet, "/copies", copies}};
  return kRoutes;
}

}  // namespace vigie::api
