#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/composition.h"
#include "api/etag.h"
#include "api/json_body.h"
#include "api/limits.h"
#include "api/reply.h"
#include "api/routes.h"
#include "api/series.h"
#include "base/time_text.h"

namespace vigie::api {
namespace {

using nlohmann::json;

json watch_json(const watch::Watch& watch) {
  return {{"id", std::to_string(watch.id)},
          {"name", watch.said.name},
          {"query", watch.said.query},
          {"colour", watch.said.colour},
          {"owner", watch.said.owner},
          {"purpose", watch.said.purpose},
          {"created_at", format_time(watch.created_at)}};
}

std::optional<watch::WatchId> id_of(std::string_view text) {
  const auto number = whole_number(text, std::numeric_limits<watch::WatchId>::max());
  return number ? std::optional(static_cast<watch::WatchId>(*number)) : std::nullopt;
}

Error not_found() { return {ErrorCode::kNotFound, "there is no watch with that id"}; }

std::shared_ptr<const watch::Watch> watch_of(const Call& call) {
  const auto id = id_of(call.argument("watch"));
  return id ? call.house->watches().list()->get(*id) : nullptr;
}

Result<watch::WatchDraft> draft_of(const net::Request& request) {
  const auto body = json_body(request);
  if (!body) return body.error();
  watch::WatchDraft draft;
  JsonReader in(*body);
  in.text("name", draft.name, Needed::kYes);
  in.text("query", draft.query, Needed::kYes);
  in.text("colour", draft.colour);
  in.text("owner", draft.owner);
  in.text("purpose", draft.purpose);
  if (auto ok = in.done(); !ok) return ok.error();
  return draft;
}

// A wrong query is told with its column, before anything is kept.
std::optional<net::Reply> refuse_query(const watch::WatchDraft& draft) {
  const auto parsed = query::parse_or_problem(draft.query, query::Use::kWatch);
  if (const auto* problem = std::get_if<query::Problem>(&parsed)) return problem_reply(*problem);
  return std::nullopt;
}

// The state that a change must find, where the caller names one: of two who change it the second must look first.
struct Expected {
  bool is_met = true;
  const watch::Watch* watch = nullptr;  // None: whatever it is.
};

Expected expected_of(const Call& call, const watch::Watch& watch) {
  const auto tags = call.request.headers.find("If-Match");
  if (!tags) return {};
  return {names_etag(*tags, etag_of(watch_json(watch).dump())), &watch};
}

net::Reply changed_meanwhile() { return problem_reply(412, "the watch was changed meanwhile; read it again"); }

Answered list(const Call& call) {
  const auto limit = limit_of(call, kWatchesPerPage, kWatchesPerPageMax);
  if (!limit) return limit.error();
  const auto cursor = call.request.query.get("cursor");
  const auto after = cursor.empty() ? std::optional<watch::WatchId>(0) : id_of(cursor);
  if (!after) return invalid("cursor: not one of ours");
  const auto all = call.house->watches().list();
  json out = {{"watches", json::array()}, {"next_cursor", nullptr}};
  for (auto watch = all->after(*after); watch != all->watches.end(); ++watch) {
    if (out["watches"].size() == *limit) {
      out["next_cursor"] = out["watches"].back()["id"];
      break;
    }
    out["watches"].push_back(watch_json(**watch));
  }
  return tagged_reply(call.request, out);
}

Answered add(const Call& call) {
  const auto draft = draft_of(call.request);
  if (!draft) return draft.error();
  if (auto refused = refuse_query(*draft)) return *refused;
  const auto added = call.house->watches().add(*draft);
  if (!added) return added.error();
  call.house->live().changed("watches");
  auto reply = json_reply(watch_json(**added), 201);
  reply.headers.set("Location", "/api/v1/watches/" + std::to_string((*added)->id));
  return reply;
}

Answered read(const Call& call) {
  const auto watch = watch_of(call);
  if (!watch) return not_found();
  return tagged_reply(call.request, watch_json(*watch));
}

Answered change(const Call& call) {
  const auto watch = watch_of(call);
  if (!watch) return not_found();
  const auto expected = expected_of(call, *watch);
  if (!expected.is_met) return changed_meanwhile();
  const auto draft = draft_of(call.request);
  if (!draft) return draft.error();
  if (auto refused = refuse_query(*draft)) return *refused;
  const auto changed = call.house->watches().change(watch->id, *draft, expected.watch);
  if (!changed && changed.error().code == ErrorCode::kConflict) return changed_meanwhile();
  if (!changed) return changed.error();
  call.house->live().changed("watches");
  return tagged_reply(call.request, watch_json(**changed));
}

Answered remove(const Call& call) {
  const auto watch = watch_of(call);
  if (!watch) return not_found();
  const auto expected = expected_of(call, *watch);
  if (!expected.is_met) return changed_meanwhile();
  const auto removed = call.house->watches().remove(watch->id, expected.watch);
  if (!removed && removed.error().code == ErrorCode::kConflict) return changed_meanwhile();
  if (!removed) return removed.error();
  call.office->forget_watch(watch->id);
  call.house->live().changed("watches");
  return done_reply();
}

Answered ask(const Call& call, Answered (*reply)(const Call& call, const query::Query& query)) {
  const auto watch = watch_of(call);
  return watch ? reply(call, watch->query) : Answered(not_found());
}

Answered series(const Call& call) { return ask(call, series_reply); }
Answered tops(const Call& call) { return ask(call, tops_reply); }
Answered composition(const Call& call) { return ask(call, composition_reply); }
Answered posts(const Call& call) {
  const auto watch = watch_of(call);
  if (!watch) return not_found();
  const auto judge = call.office->relevances().judge(watch->id);
  return watch_page_reply(call, watch->query, judge.get());
}

}  // namespace

std::span<const Route> watches_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/watches", list, Lane::kGlance},
                                      {net::Method::kPost, "/watches", add},
                                      {net::Method::kGet, "/watches/{watch}", read, Lane::kGlance},
                                      {net::Method::kPut, "/watches/{watch}", change},
                                      {net::Method::kDelete, "/watches/{watch}", remove},
                                      {net::Method::kGet, "/watches/{watch}/series", series},
                                      {net::Method::kGet, "/watches/{watch}/tops", tops},
                                      {net::Method::kGet, "/watches/{watch}/composition", composition},
                                      {net::Method::kGet, "/watches/{watch}/posts", posts}};
  return kRoutes;
}

}  // namespace vigie::api
