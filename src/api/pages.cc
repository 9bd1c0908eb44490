#include "api/pages.h"

#include "api/api.h"
#include "api/etag.h"
#include "api/reply.h"
#include "api/routes.h"
#include "net/gzip.h"

namespace vigie::api {
namespace {

std::string tag_of(const Asset& asset, bool packed) {
  if (packed) return std::string(asset.etag);
  return std::string(asset.etag.substr(0, asset.etag.size() - 1)) + "-plain\"";  // Other bytes, so another tag.
}

net::Reply send(const Asset& asset, const net::Request& request) {
  const bool packed = net::accepts_gzip(request.headers.get("Accept-Encoding"));
  const std::string etag = tag_of(asset, packed);
  net::Reply reply;
  reply.headers.set("ETag", etag);
  reply.headers.set("Vary", "Accept-Encoding");
  // Names under /assets/ hold a hash of their content, so they never change.
  const bool lasting = asset.path.starts_with("/assets/");
  reply.headers.set("Cache-Control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
  if (names_etag(request.headers.get("If-None-Match"), etag)) {
    reply.status = 304;
    return reply;
  }
  reply.headers.set("Content-Type", std::string(asset.type));
  if (packed) {
    reply.headers.set("Content-Encoding", "gzip");
    reply.lasting_body = asset.gzip;
  } else {
    reply.body = net::gunzip(asset.gzip);
  }
  return reply;
}

Answered page(const Call& call) {
  const std::span<const std::string> path = call.request.path;
  return call.api.pages().find(call.request, path.subspan(call.in_rehearsal ? 1 : 0));
}

}  // namespace

const Asset* Pages::asset(std::string_view path) const {
  for (const auto& asset : assets_) {
    if (asset.path == path) return &asset;
  }
  return nullptr;
}

net::Reply Pages::find(const net::Request& request, std::span<const std::string> path) const {
  std::string name;
  for (const auto& segment : path) name += "/" + segment;
  if (const Asset* found = asset(name)) return send(*found, request);
  // Any other path is a page of the application, which finds its own way.
  const bool is_file = !path.empty() && path.back().find('.') != std::string::npos;
  const Asset* index = is_file ? nullptr : asset("/index.html");
  if (index == nullptr) return problem_reply(404, "there is no such page");
  return send(*index, request);
}

const Route& page_route() {
  static constexpr Route kRoute = open_to(Access::kAnyone, {net::Method::kGet, "", page, Lane::kGlance});
  return kRoute;
}

}  // namespace vigie::api
