#include "api/call.h"
#include "api/reply.h"
#include "api/routes.h"

namespace vigie::embedded {
std::string_view openapi();
}  // namespace vigie::embedded

namespace vigie::api {
namespace {

Answered read(const Call&) {
  auto reply = json_reply(std::string());
  reply.body = embedded::openapi();
  return reply;
}

}  // namespace

std::span<const Route> openapi_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/openapi.json", read, Lane::kGlance}};
  return kRoutes;
}

}  // namespace vigie::api
