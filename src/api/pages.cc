#include "api/api.h"
#include "api/reply.h"

namespace vigie::api {
namespace {

const Asset* find(std::span<const Asset> assets, std::string_view path) {
  for (const auto& asset : assets) {
    if (asset.path == path) return &asset;
  }
  return nullptr;
}

net::Reply send(const Asset& asset, const net::Request& request) {
  net::Reply reply;
  reply.headers.set("ETag", std::string(asset.etag));
  // Names under /assets/ hold a hash of their content, so they never change.
  const bool lasting = asset.path.starts_with("/assets/");
  reply.headers.set("Cache-Control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.headers.get("If-None-Match") == asset.etag) {
    reply.status = 304;
    return reply;
  }
  reply.headers.set("Content-Type", std::string(asset.type));
  reply.headers.set("Content-Encoding", "gzip");
  reply.lasting_body = asset.gzip;
  return reply;
}

}  // namespace

// Files by their path; any other path is a page of the application, which finds its own way.
net::Reply Api::page(const net::Request& request, std::span<const std::string> path) const {
  if (request.method != net::Method::kGet && request.method != net::Method::kHead) {
    return problem_reply(405, "pages are only read");
  }
  std::string name;
  for (const auto& segment : path) name += "/" + segment;
  if (const Asset* asset = find(parts_.assets, name)) return send(*asset, request);
  const bool is_file = !path.empty() && path.back().find('.') != std::string::npos;
  const Asset* index = is_file ? nullptr : find(parts_.assets, "/index.html");
  if (index == nullptr) return problem_reply(404, "there is no such page");
  return send(*index, request);
}

}  // namespace vigie::api
