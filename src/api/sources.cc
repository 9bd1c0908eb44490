#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/json_body.h"
#include "api/reply.h"
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

}  // namespace

Answered sources_route(const Call& call) {
  const auto method = call.request.method;
  if (call.path.size() == 1 && method == net::Method::kGet) return list(call);
  // Nothing of the world comes into a rehearsal.
  if (call.in_rehearsal) return problem_reply(403, "a rehearsal is sealed: its only source is the drill");
  if (call.path.size() == 1 && method == net::Method::kPost) return start(call);
  if (call.path.size() == 2 && method == net::Method::kDelete) {
    if (auto ok = call.api.parts().sources.stop(call.path[1]); !ok) return ok.error();
    call.house->live().changed("sources");
    net::Reply reply;
    reply.status = 204;
    return reply;
  }
  return problem_reply(405, "sources are listed (GET), started (POST) or stopped (DELETE /sources/{name})");
}

}  // namespace vigie::api
