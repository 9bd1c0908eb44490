// What those want and do who speak of a watch: shares per intent over time and by category of products, who is left for
// whom, the posts behind; and the words of the categories.
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
#include "api/word_lists.h"
#include "base/time_text.h"
#include "protocol/post_json.h"
#include "signal/share.h"

namespace vigie::api {
namespace {

using intent::Kind;
using nlohmann::json;

constexpr std::string_view kNoCategoryName = "-";  // No name begins so.
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

survey::IntentsWith with_of(const Call& call, const image::Categories& categories) {
  return {call.house->store(), call.api.intents_reader(), categories};
}

// None where none is named.
Result<std::optional<std::uint8_t>> category_of(const Call& call, const image::Categories& categories) {
  const auto name = call.request.query.get("category");
  if (name.empty()) return std::optional<std::uint8_t>();
  if (name == kNoCategoryName) return std::optional(survey::kNoCategory);
  const auto& all = categories.attributes();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
  if (found == all.end()) return invalid("category: the name of one, as in /intents/categories");
  return std::optional(static_cast<std::uint8_t>(found - all.begin()));
}

json category_json(const survey::CategoryIntents& one) {
  return {{"asked", one.asked}, {"intents", shares_json(one.counts, one.asked)}};
}

// Those that somebody speaks of, in the order of the list.
json categories_json(const survey::Intents& told, const image::Categories& categories) {
  const auto titles = titles_json(categories.attributes());
  json out = json::array();
  for (std::size_t i = 0; i < told.categories.size(); ++i) {
    if (told.categories[i].asked == 0) continue;
    json one = category_json(told.categories[i]);
    one.update(titles[i]);
    out.push_back(std::move(one));
  }
  return out;
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
  const auto categories = call.office->category_book().reader();
  const auto category = category_of(call, *categories);
  if (!category) return category.error();
  const auto told = survey::read_intents(with_of(call, *categories), watch->query, *span, *step, *category);
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
              {"switch_pairs", told->switch_pairs},
              {"categories", categories_json(*told, *categories)},
              {"no_category", category_json(told->of_none)}};
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
  const auto categories = call.office->category_book().reader();
  const auto category = category_of(call, *categories);
  if (!category) return category.error();
  const survey::IntentWish wish{*kind, std::string(call.request.query.get("switch_from")),
                                std::string(call.request.query.get("switch_to")), *category};
  const auto& store = call.house->store();
  const auto all = survey::posts_showing(with_of(call, *categories), watch->query, *span, wish);
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

json lists_json(const survey::CategoryBook& book) {
  return word_lists_json("categories", book.reader()->attributes(), book.changed());
}

Answered lists(const Call& call) { return json_reply(lists_json(call.office->category_book())); }

Answered change(const Call& call) {
  auto all = word_lists_in(call.request, "categories");
  if (!all) return all.error();
  auto& book = call.office->category_book();
  if (auto ok = book.replace(std::move(*all), {call.house->clock().now(), call.caller.name}); !ok) return ok.error();
  return json_reply(lists_json(book));
}

Answered reset(const Call& call) {
  if (auto ok = call.office->category_book().reset(); !ok) return ok.error();
  return done_reply();
}

}  // namespace

std::span<const Route> intents_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/watches/{watch}/intents", read},
                                      {net::Method::kGet, "/watches/{watch}/intents/posts", posts},
                                      {net::Method::kGet, "/intents/categories", lists, Lane::kGlance},
                                      {net::Method::kPut, "/intents/categories", change},
                                      {net::Method::kDelete, "/intents/categories", reset}};
  return kRoutes;
}

}  // namespace vigie::api
