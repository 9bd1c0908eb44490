#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/json_body.h"
#include "api/reply.h"
#include "api/series.h"
#include "base/time_text.h"

namespace vigie::api {
namespace {

using nlohmann::json;

constexpr std::size_t kWatchesPerPage = 100;

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
  watch::WatchId id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return id;
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

Answered list(const Call& call) {
  const auto limit = limit_of(call, kWatchesPerPage, 1'000);
  if (!limit) return limit.error();
  const auto cursor = call.request.query.get("cursor");
  const auto after = cursor.empty() ? std::optional<watch::WatchId>(0) : id_of(cursor);
  if (!after) return invalid("cursor: not one of ours");
  const auto all = call.house->watches().list();
  json out = {{"watches", json::array()}, {"next_cursor", nullptr}};
  for (const auto& watch : all->watches) {
    if (watch->id <= *after) continue;
    if (out["watches"].size() == *limit) {
      out["next_cursor"] = out["watches"].back()["id"];
      break;
    }
    out["watches"].push_back(watch_json(*watch));
  }
  return json_reply(out);
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

Answered change(const Call& call, watch::WatchId id) {
  const auto draft = draft_of(call.request);
  if (!draft) return draft.error();
  if (auto refused = refuse_query(*draft)) return *refused;
  const auto changed = call.house->watches().change(id, *draft);
  if (!changed) return changed.error();
  call.house->live().changed("watches");
  return json_reply(watch_json(**changed));
}

Answered remove(const Call& call, watch::WatchId id) {
  if (auto ok = call.house->watches().remove(id); !ok) return ok.error();
  call.house->live().changed("watches");
  net::Reply reply;
  reply.status = 204;
  return reply;
}

Answered one(const Call& call, const watch::Watch& watch) {
  switch (call.request.method) {
    case net::Method::kGet:
      return json_reply(watch_json(watch));
    case net::Method::kPut:
      return change(call, watch.id);
    case net::Method::kDelete:
      return remove(call, watch.id);
    default:
      return problem_reply(405, "a watch is read (GET), changed (PUT) or removed (DELETE)");
  }
}

}  // namespace

Answered watches_route(const Call& call) {
  if (call.path.size() == 1) {
    if (call.request.method == net::Method::kGet) return list(call);
    if (call.request.method == net::Method::kPost) return add(call);
    return problem_reply(405, "watches are listed (GET) or added to (POST)");
  }
  const auto id = id_of(call.path[1]);
  const auto all = call.house->watches().list();
  const watch::Watch* watch = id ? all->find(*id) : nullptr;
  if (watch == nullptr) return problem_reply(404, "there is no watch with that id");
  if (call.path.size() == 2) return one(call, *watch);
  if (call.path.size() != 3) return problem_reply(404, "a watch has series, tops and posts to read");
  if (call.request.method != net::Method::kGet) return problem_reply(405, "series, tops and posts are only read");
  if (call.path[2] == "series") return series_reply(call, watch->query);
  if (call.path[2] == "tops") return tops_reply(call, watch->query);
  if (call.path[2] == "posts") return page_reply(call, watch->query);
  return problem_reply(404, "a watch has series, tops and posts to read");
}

}  // namespace vigie::api
