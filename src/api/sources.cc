#include <nlohmann/json.hpp>

#include "api/api.h"
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

}  // namespace

std::span<const Route> sources_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/sources", list, Lane::kGlance},
                                      {net::Method::kPost, "/sources", start, Lane::kQuestion, true},
                                      {net::Method::kDelete, "/sources/{name}", stop, Lane::kQuestion, true}};
  return kRoutes;
}

}  // namespace vigie::api
