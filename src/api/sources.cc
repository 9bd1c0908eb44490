#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/coverage.h"
#include "api/json_body.h"
#include "api/reply.h"
#include "api/routes.h"
#include "base/time_text.h"

namespace vigie::api {
namespace {

using nlohmann::json;

json status_json(const source::Status& status) {
  json out = {{"name", status.name},     {"kind", status.kind},    {"state", source::name_of(status.state)},
              {"detail", status.detail}, {"posts", status.posts},  {"rejected", status.rejected},
              {"last_post_at", nullptr}, {"cursor", status.cursor}};
  if (status.last_post_at) out["last_post_at"] = format_time(*status.last_post_at);
  return out;
}

Answered list(const Call& call) {
  json out = {{"sources", json::array()}};
  if (call.in_rehearsal) {
    if (const auto drill = call.api.parts().room.status()) out["sources"].push_back(status_json(*drill));
  } else {
    for (const auto& status : call.api.parts().sources.list()) out["sources"].push_back(status_json(status));
  }
  return json_reply(out);
}

Answered start(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  std::string kind;
  JsonReader in(*body);
  in.text("kind", kind, Needed::kYes);
  if (auto ok = in.done(); !ok) return ok.error();
  if (auto ok = call.api.parts().sources.start(kind); !ok) return ok.error();
  call.house->live().changed("sources");
  return json_reply(json{{"kind", kind}}, 201);
}

Answered stop(const Call& call) {
  if (auto ok = call.api.parts().sources.stop(std::string(call.argument("name"))); !ok) return ok.error();
  call.house->live().changed("sources");
  return done_reply();
}

// What was heard of a source, step by step.
Answered coverage(const Call& call) {
  const auto& ledger = call.office->alerts().ledger();
  const auto name = call.argument("name");
  if (!ledger.knows(name)) return Error{ErrorCode::kNotFound, "nothing is known of a source with that name"};
  const auto asked = steps_of(call);
  if (!asked) return asked.error();
  const auto [span, step] = *asked;
  const auto heard = ledger.of(span.from, span.to, name);
  const auto count = static_cast<std::size_t>((span.to - span.from + step - Micros(1)) / step);
  json out = {{"source", name},
              {"from", format_time(span.from)},
              {"to", format_time(span.to)},
              {"step_s", std::chrono::duration<double>(step).count()},
              {"share", share_json(alert::shares_of(heard, span.from, span.to - span.from, 1)[0])},
              {"points", json::array()},
              {"gaps", gaps_json(alert::gaps_of(heard))}};
  const auto shares = alert::shares_of(heard, span.from, step, count);
  for (std::size_t i = 0; i < count; ++i) {
    out["points"].push_back(
        {{"at", format_time(span.from + static_cast<std::int64_t>(i) * step)}, {"share", share_json(shares[i])}});
  }
  return json_reply(out);
}

}  // namespace

std::span<const Route> sources_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/sources", list, Lane::kGlance},
                                      {net::Method::kPost, "/sources", start, Lane::kQuestion, true},
                                      {net::Method::kDelete, "/sources/{name}", stop, Lane::kQuestion, true},
                                      {net::Method::kGet, "/sources/{name}/coverage", coverage}};
  return kRoutes;
}

}  // namespace vigie::api
