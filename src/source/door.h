// How we knock at other people's servers: what every question to them has in common.
// Threads: a door is owned by one thread. A stream may ask from within its `on_bytes`: the stream has a connection of
// its own.
// Errors: nobody answered, or the door may not be used now. Any HTTP status is an answer.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/http_client.h"

namespace vigie::source {

struct Ask {
  std::string url;
  net::Method method = net::Method::kGet;
  net::Headers headers;
  std::string body;
  std::size_t body_bytes_max = 16u << 20;  // Of the answer, unpacked.
  bool heeds_robots = false;
  net::Millis total_wait = std::chrono::seconds(60);  // 0: no end, as for streams.
  net::Millis silence_wait = std::chrono::seconds(30);
  std::function<bool(std::string_view)> on_bytes;  // Takes the body as it comes; false ends it.
};

class Door {
 public:
  virtual ~Door() = default;
  virtual Result<net::Answer> ask(const Ask& ask) = 0;
};

}  // namespace vigie::source
