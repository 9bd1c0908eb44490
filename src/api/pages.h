// The pages and their parts, as they were built into the program, each packed once.
// Threads: immutable. Errors: none; a path without a file is a page of the application, or nothing.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/http.h"

namespace vigie::api {

struct Asset {
  std::string_view path;  // `/assets/index-abc123.js`
  std::string_view type;
  std::string_view etag;  // With its quotes.
  std::string_view gzip;
};

class Pages {
 public:
  explicit Pages(std::span<const Asset> assets) : assets_(assets.begin(), assets.end()) {}

  // `path` is the request's, without `rehearsal`.
  net::Reply find(const net::Request& request, std::span<const std::string> path) const;

 private:
  const Asset* asset(std::string_view path) const;

  std::vector<Asset> assets_;
};

}  // namespace vigie::api
