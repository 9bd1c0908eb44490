#include "api/api.h"
#include "api/reply.h"

namespace vigie::embedded {
std::string_view openapi();
}  // namespace vigie::embedded

namespace vigie::api {

Answered openapi_route(const Call& call) {
  if (call.request.method != net::Method::kGet) return problem_reply(405, "the description is only read");
  auto reply = json_reply(std::string());
  reply.body = embedded::openapi();
  return reply;
}

}  // namespace vigie::api
