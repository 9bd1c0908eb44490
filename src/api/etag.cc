#include "api/etag.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "api/reply.h"
#include "base/ascii.h"
#include "base/hash.h"

namespace vigie::api {

std::string etag_of(std::string_view bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "\"%016llx\"", static_cast<unsigned long long>(hash64(bytes)));
  return text;
}

bool names_etag(std::string_view tags, std::string_view etag) {
  while (!tags.empty()) {
    const std::size_t comma = std::min(tags.find(','), tags.size());
    auto one = trimmed(tags.substr(0, comma));
    tags.remove_prefix(std::min(tags.size(), comma + 1));
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == etag || one == "*") return true;
  }
  return false;
}

net::Reply tagged_reply(const net::Request& request, const nlohmann::json& json) {
  auto reply = json_reply(json);
  const auto etag = etag_of(reply.body);
  const bool reads = request.method == net::Method::kGet || request.method == net::Method::kHead;
  if (reads && names_etag(request.headers.get("If-None-Match"), etag)) {
    reply = {};
    reply.status = 304;
  }
  reply.headers.set("ETag", etag);
  reply.headers.set("Cache-Control", "private, no-cache");  // Kept by the page, and asked for each time.
  return reply;
}

}  // namespace vigie::api
