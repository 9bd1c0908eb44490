#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/drill.h"
#include "api/reply.h"
#include "api/routes.h"
#include "base/time_text.h"

namespace vigie::api {

using nlohmann::json;

namespace {

Answered read(const Call& call) {
  const auto& house = *call.house;
  const auto stats = house.store().stats();
  const auto& parts = call.api.parts();
  json out = {{"version", parts.version},
              {"rehearsal", house.is_rehearsal()},
              {"folder", parts.folder},
              {"colours", watch::watch_colours()},
              {"now", format_time(house.clock().now())},
              {"started_at", format_time(house.started_at())},
              {"posts", stats.posts},
              {"posts_per_s", house.live().posts_per_s()},
              {"watches", house.watches().list()->watches.size()},
              {"sources", call.in_rehearsal ? 1 : parts.sources.list().size()},
              {"waiting_for_disk", house.pipeline().counts().waiting_for_disk},
              {"first", nullptr},
              {"last", nullptr},
              {"drill", drill_json(parts.room.performance())}};
  if (stats.first) out["first"] = format_time(*stats.first);
  if (stats.last) out["last"] = format_time(*stats.last);
  return json_reply(out);
}

Answered alive(const Call&) { return json_reply(std::string(R"({"ok":true})")); }

Answered ready(const Call& call) {
  const auto counts = call.house->pipeline().counts();
  if (counts.waiting_for_disk) return problem_reply(503, "the disk refuses; intake waits");
  return json_reply(std::string(R"({"ready":true})"));
}

}  // namespace

std::span<const Route> status_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/status", read, Lane::kGlance}};
  return kRoutes;
}

std::span<const Route> health_routes() {
  static constexpr Route kRoutes[] = {open_to(Access::kAnyone, {net::Method::kGet, "/healthz", alive, Lane::kLoop}),
                                      open_to(Access::kAnyone, {net::Method::kGet, "/readyz", ready, Lane::kLoop})};
  return kRoutes;
}

}  // namespace vigie::api
