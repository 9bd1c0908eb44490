// What somebody must be told of: incidents of the watches, who has taken them in hand, and what is muted.
#include <limits>
#include <nlohmann/json.hpp>

#include "alert/alert_json.h"
#include "alert/timeline.h"
#include "alert/timeline_json.h"
#include "api/api.h"
#include "api/coverage.h"
#include "api/json_body.h"
#include "api/limits.h"
#include "api/reply.h"
#include "api/routes.h"

namespace vigie::api {
namespace {

using nlohmann::json;

constexpr std::chrono::days kMuteMax{90};  // Who is muted for longer is forgotten.
constexpr auto kIdMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

Error not_found() { return {ErrorCode::kNotFound, "there is no alert with that id"}; }

std::optional<std::int64_t> id_of(const Call& call) {
  const auto number = whole_number(call.argument("alert"), kIdMax);
  return number ? std::optional(static_cast<std::int64_t>(*number)) : std::nullopt;
}

Result<alert::Wanted> wanted_of(const Call& call) {
  alert::Wanted out;
  const auto& query = call.request.query;
  const auto limit = limit_of(call, kAlertsPerPage, kAlertsPerPageMax);
  if (!limit) return limit.error();
  out.limit = *limit + 1;
  if (const auto state = query.find("state")) {
    if (*state != "open" && *state != "ended") return invalid("state: must be open or ended");
    out.is_open = *state == "open";
  }
  if (const auto kind = query.find("kind")) {
    out.kind = alert::kind_of(*kind);
    if (!out.kind) return invalid("kind: must be surprise, share, author, word or coverage");
  }
  if (const auto watch = query.find("watch")) {
    const auto number = whole_number(*watch, std::numeric_limits<watch::WatchId>::max());
    if (!number) return invalid("watch: must be the id of one");
    out.watch = static_cast<watch::WatchId>(*number);
  }
  if (const auto cursor = query.get("cursor"); !cursor.empty()) {
    const auto number = whole_number(cursor, kIdMax);
    if (!number) return invalid("cursor: not one of ours");
    out.before = static_cast<std::int64_t>(*number);
  }
  return out;
}

Answered list(const Call& call) {
  const auto wanted = wanted_of(call);
  if (!wanted) return wanted.error();
  const auto alerts = call.office->alerts().book().list(*wanted);
  if (!alerts) return alerts.error();
  json out = {{"alerts", json::array()}, {"next_cursor", nullptr}};
  for (const auto& alert : *alerts) {
    if (out["alerts"].size() + 1 == wanted->limit) {
      out["next_cursor"] = out["alerts"].back()["id"];
      break;
    }
    out["alerts"].push_back(alert::json_of(alert));
  }
  return json_reply(out);
}

Answered read(const Call& call) {
  const auto id = id_of(call);
  if (!id) return not_found();
  const auto alert = call.office->alerts().book().get(*id);
  if (!alert) return alert.error();
  return *alert ? Answered(json_reply(alert::json_of(**alert))) : Answered(not_found());
}

// By the first rule that told of it.
Result<std::optional<Time>> first_sent_at(const Call& call, std::int64_t alert) {
  const auto all = call.office->alerts().rules().told(alert);
  if (!all) return all.error();
  std::optional<Time> out;
  for (const auto& told : *all) {
    if (told.at && (!out || *told.at < *out)) out = told.at;
  }
  return out;
}

Result<std::vector<alert::OwnReply>> own_replies(const Call& call, const store::Span& span) {
  const auto said = call.office->desk().said_between(span.from, span.to);
  if (!said) return said.error();
  std::vector<alert::OwnReply> out;
  for (const auto& reply : *said) {
    const auto& outgoing = reply.outgoing;
    out.push_back({{outgoing.source, reply.said.id}, outgoing.parent, outgoing.root});
  }
  return out;
}

bool wants_csv(const Call& call) {
  const auto format = call.request.query.find("format");
  return format ? *format == "csv" : call.request.headers.get("Accept").starts_with("text/csv");
}

Answered timeline(const Call& call) {
  const auto format = call.request.query.find("format");
  if (format && *format != "json" && *format != "csv") return invalid("format: must be json or csv");
  const auto id = id_of(call);
  if (!id) return not_found();
  const auto found = call.office->alerts().book().get(*id);
  if (!found) return found.error();
  if (!*found) return not_found();
  const auto told = first_sent_at(call, *id);
  if (!told) return told.error();
  const auto is_ours = [&](const post::Post& post) { return call.office->is_ours(post); };
  const auto listened = [&](const store::Span& span) { return call.office->alerts().listened(span); };
  const auto own = [&](const store::Span& span) { return own_replies(call, span); };
  const auto gaps = [&](const query::Query& query, const store::Span& span) {
    return alert::gaps_of(heard_of(call, query, span));
  };
  const auto line = alert::read_timeline(**found, {call.house->store(), listened, gaps, is_ours, *told, own});
  if (!line) return line.error();
  if (!wants_csv(call)) {
    auto out = alert::json_of(*line);
    out["alert"] = alert::json_of(**found);
    out["gaps"] = gaps_json(line->gaps);
    return json_reply(out);
  }
  net::Reply reply;
  reply.headers.set("Content-Type", "text/csv; charset=utf-8");
  reply.headers.set("Cache-Control", "no-store");
  reply.headers.set("Content-Disposition", "attachment; filename=\"vigie-alert-" + std::to_string(*id) + ".csv\"");
  reply.body = alert::csv_of(*line);
  return reply;
}

// As colleagues see it.
std::string name_of(const people::Caller& caller) {
  return caller.display_name.empty() ? caller.name : caller.display_name;
}

Answered told(const Call& call, const Result<alert::Alert>& alert) {
  if (!alert) return alert.error();
  call.house->live().changed("alerts");
  return json_reply(alert::json_of(*alert));
}

Answered acknowledge(const Call& call) {
  const auto id = id_of(call);
  if (!id) return not_found();
  const auto& who = call.caller;
  const auto account = who.token > 0 ? "token:" + std::to_string(who.token) : who.account;
  const alert::Acknowledged by{account, name_of(who), call.house->clock().now()};
  return told(call, call.office->alerts().book().acknowledge(*id, by));
}

Answered mute(const Call& call) {
  const auto id = id_of(call);
  if (!id) return not_found();
  const auto body = json_body(call.request);
  if (!body) return body.error();
  std::optional<Time> until;
  JsonReader in(*body);
  in.time("until", until);
  if (auto ok = in.done(); !ok) return ok.error();
  if (!until) return invalid("until: is missing; a mute has an end");
  if (*until - call.house->clock().now() > kMuteMax) return invalid("until: must be at most 90 days ahead");
  return told(call, call.office->alerts().book().mute(*id, *until));
}

}  // namespace

std::span<const Route> alerts_routes() {
  static constexpr Route kRoutes[] = {
      {net::Method::kGet, "/alerts", list},
      {net::Method::kGet, "/alerts/{alert}", read},
      {net::Method::kGet, "/alerts/{alert}/timeline", timeline},
      open_to(Access::kExpert, {net::Method::kPost, "/alerts/{alert}/acknowledge", acknowledge}),
      {net::Method::kPost, "/alerts/{alert}/mute", mute}};
  return kRoutes;
}

}  // namespace vigie::api
