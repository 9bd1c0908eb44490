// The web UI as it lies in the binary: each file of web/dist, compressed once at build time.
// Threads: immutable.
// Errors: none; built without the UI (VIGIE_WEB=OFF) the list is empty.
#pragma once

#include <span>
#include <string_view>

namespace vigie::web {

struct Asset {
  std::string_view path;  // As in the address: "/index.html", "/assets/index-1a2b3c4d.js".
  std::string_view type;  // Content-Type.
  std::string_view etag;  // Strong, with its quotes.
  std::string_view gzip;  // The body under `Content-Encoding: gzip`.
};

// In the order of their paths. Those under "/assets/" carry a hash of their content in their
// name and never change; the others may change with the next version.
std::span<const Asset> assets();

}  // namespace vigie::web
