#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/json_body.h"
#include "api/reply.h"

namespace vigie::api {

using nlohmann::json;

json drill_json(const std::optional<source::DrillProgress>& progress);

namespace {

bool wants_french(const net::Request& request) { return request.headers.get("Accept-Language").starts_with("fr"); }

Answered begin(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  watch::DrillOrder order;
  order.french = wants_french(call.request);
  JsonReader in(*body);
  in.text("name", order.name, Needed::kYes);
  in.number("speed", order.speed);
  in.count("seed", order.seed);
  std::string language;
  in.text("lang", language);
  if (auto ok = in.done(); !ok) return ok.error();
  if (!language.empty() && language != "fr" && language != "en") return invalid("lang: must be fr or en");
  if (!language.empty()) order.french = language == "fr";
  if (auto ok = call.api.parts().room.begin(order); !ok) return ok.error();
  call.api.parts().house->live().changed("drill");
  json out = drill_json(call.api.parts().room.progress());
  out["url"] = "/rehearsal/";
  return json_reply(out, 202);
}

Answered change(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  auto& room = call.api.parts().room;
  double speed = 0;
  bool paused = false;
  JsonReader in(*body);
  const bool has_speed = in.number("speed", speed);
  const bool has_paused = in.flag("paused", paused);
  auto ok = in.done();
  if (ok && has_speed) ok = room.set_speed(speed);
  if (ok && has_paused) ok = room.set_paused(paused);
  if (!ok) return ok.error();
  return json_reply(drill_json(room.progress()));
}

}  // namespace

Answered drill_route(const Call& call) {
  if (call.path.size() != 1) return problem_reply(404, "there is one drill: /drill");
  auto& room = call.api.parts().room;
  switch (call.request.method) {
    case net::Method::kGet: {
      json out = drill_json(room.progress());
      if (out.is_null()) out = {{"state", "none"}};
      return json_reply(out);
    }
    case net::Method::kPost:
      return begin(call);
    case net::Method::kPatch:
      return change(call);
    case net::Method::kDelete:
      if (!room.progress()) return problem_reply(404, "no rehearsal is played");
      room.end();
      call.api.parts().house->live().changed("drill");
      return json_reply(drill_json(room.progress()));
    default:
      return problem_reply(405, "a drill is read (GET), begun (POST), changed (PATCH) or ended (DELETE)");
  }
}

}  // namespace vigie::api
