// What those want and do who speak of a watch: shares per intent over time, who is left for whom, the posts behind.
#include "survey/intents.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/coverage.h"
#include "api/limits.h"
#include "api/list_cursor.h"
#include "api/reply.h"
#include "api/routes.h"
#include "api/survey_json.h"
#include "base/time_text.h"
#include "protocol/post_json.h"
#include "signal/share.h"

namespace vigie::api {
namespace {

using intent::Kind;
using nlohmann::json;

constexpr auto kWeek = std::chrono::days(7);
constexpr auto kFirstMonday = std::chrono::days(4);  // The epoch was a Thursday.
constexpr auto kWeeks = 8;                           // Told where nobody says from when.

json shares_json(const survey::IntentCounts& counts, std::uint64_t whole) {
  json out = json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    out[std::string(intent::name_of(static_cast<Kind>(i)))] = part_json({counts.at(i), whole});
  }
  return out;
}

std::shared_ptr<const watch::Watch> watch_of(const Call& call) {
  const auto id = whole_number(call.argument("watch"), std::numeric_limits<watch::WatchId>::max());
  return id ? call.house->watches().list()->get(static_cast<watch::WatchId>(*id)) : nullptr;
}

Error not_found() { return {ErrorCode::kNotFound, "there is no watch with that id"}; }

// Without `from` and `to` the last weeks, the one that runs among them; they begin on Mondays, UTC.
Result<store::Span> weeks_of(const Call& call) {
  const auto now = std::chrono::floor<Micros>(call.house->clock().now()).time_since_epoch();
  const auto begun = (now - kFirstMonday) / kWeek;
  const Time end = Time(kFirstMonday + (begun + 1) * kWeek);
  const auto to = span_of(call, {Time::min(), end});
  if (!to) return to.error();
  return span_of(call, {to->to - kWeeks * kWeek, end});
}

Answered read(const Call& call) {
  const auto watch = watch_of(call);
  if (!watch) return not_found();
  const auto step = step_of(call, kWeek);
  if (!step) return step.error();
  const auto span = weeks_of(call);
  if (!span) return span.error();
  if ((span->to - span->from) / *step >= static_cast<std::int64_t>(kBucketsMax)) {
    return invalid("step: more than " + std::to_string(kBucketsMax) + " steps; choose a longer one or a shorter span");
  }
  const auto told = survey::read_intents(call.house->store(), call.api.intents_reader(), watch->query, *span, *step);
  if (!told) return told.error();
  json out = {{"from", format_time(span->from)},
              {"to", format_time(span->to)},
              {"step_s", std::chrono::duration<double>(*step).count()},
              {"found", told->drawn.found},
              {"read", told->drawn.read},
              {"asked", told->asked},
              {"intents", shares_json(told->counts, told->asked)},
              {"buckets", json::array()},
              {"switches", json::array()},
              {"switch_pairs", told->switch_pairs}};
  for (const auto& bucket : told->buckets) {
    out["buckets"].push_back({{"time", format_time(bucket.start)},
                              {"asked", bucket.asked},
                              {"intents", shares_json(bucket.counts, bucket.asked)}});
  }
  for (const auto& one : told->switches) {
    out["switches"].push_back({{"from", one.from}, {"to", one.to}, {"posts", one.posts}});
  }
  add_coverage(call, watch->query, *span, *step, out);
  return json_reply(out);
}

Answered posts(const Call& call) {
  const auto watch = watch_of(call);
  if (!watch) return not_found();
  const auto kind = intent::kind_of(call.request.query.get("intent"));
  if (!kind)
    return invalid(
        "intent: must be one of wants, buys, recommends, regrets, leaves, switches, asks, "
        "complains, thanks");
  const auto limit = limit_of(call, kPostsPerPage, kPostsPerPageMax);
  if (!limit) return limit.error();
  const auto span = weeks_of(call);
  if (!span) return span.error();
  const survey::IntentWish wish{*kind, std::string(call.request.query.get("switch_from")),
                                std::string(call.request.query.get("switch_to"))};
  const auto& store = call.house->store();
  const auto all = survey::posts_showing(store, call.api.intents_reader(), watch->query, *span, wish);
  if (!all) return all.error();
  const auto place_of = [&](std::size_t i) { return ListPlace{(*all)[i].at, (*all)[i].source, (*all)[i].id}; };
  std::string out = "{\"posts\":[";
  std::string next;
  std::size_t told = 0;
  for (auto i = first_behind(call.request.query.get("cursor"), all->size(), place_of); i < all->size(); ++i) {
    if (told == *limit) {
      next = list_cursor(place_of(i - 1));
      break;
    }
    const auto& one = (*all)[i];
    const auto hit = store.get(one.source, one.id);
    if (!hit) return hit.error();
    if (!*hit) continue;  // Gone since it was read.
    protocol::Marks marks;
    for (const auto& [from, to] : one.marks) marks.text.push_back({from, to});
    if (told++ > 0) out += ',';
    protocol::write_json((*hit)->post, (*hit)->reading, marks, out);
  }
  out += "],\"next_cursor\":" + (next.empty() ? "null" : json(next).dump()) + "}";
  return json_reply(std::move(out));
}

}  // namespace

std::span<const Route> intents_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/watches/{watch}/intents", read},
                                      {net::Method::kGet, "/watches/{watch}/intents/posts", posts}};
  return kRoutes;
}

}  // namespace vigie::api
