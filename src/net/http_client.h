// A blocking HTTP client for commands and fetches (libcurl): http, https, or any of them through a
// unix socket. TLS is verified with the system's roots; redirects only when asked.
//
// Threads: an HttpClient is owned by one thread and keeps its connection. Never on the loop thread.
// Errors: kUnavailable when nobody answers in time or the connection breaks, kInvalid for a bad URL,
// kOverloaded for a body or a head beyond its limit, kRefused for an address that is not public where only those are
// wanted. Any HTTP status is an answer, not an error.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/http.h"
#include "net/loop.h"

namespace vigie::net {

struct Fetch {
  std::string url;          // `http://localhost/api/v1/status`
  std::string unix_socket;  // Path of a socket to connect to, in place of the URL's host.
  Method method = Method::kGet;
  Headers headers;
  std::string body;
  std::string ca_file;  // PEM roots in place of the system's.
  int redirects_max = 0;
  // For a URL that others chose: connects to public addresses alone (net/public_address.h) and through no proxy, or
  // to nobody. Each address is looked at as its socket is made, so no name can mean two things.
  bool is_public_only = false;
  Millis connect_wait = std::chrono::seconds(10);
  Millis total_wait = std::chrono::seconds(60);  // 0: no end, as for server-sent events.
  Millis silence_wait = Millis(0);               // Not one byte for so long: broken. 0: no limit. Whole seconds.
  std::size_t body_bytes_max = 64u << 20;        // Of the answer, when it is collected; unpacked.
  bool is_packing_welcome = false;               // gzip, deflate and what else libcurl unpacks.
  // Takes the body piece by piece, as it comes, in place of collecting it; false ends the fetch,
  // which is then an answer, not an error.
  std::function<bool(std::string_view bytes)> on_bytes;
  const std::atomic<bool>* stop = nullptr;  // Once true, the fetch ends within a second: kUnavailable.
};

struct Answer {
  int status = 0;
  Headers headers;
  std::string body;
};

class HttpClient {
 public:
  HttpClient();
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  Result<Answer> fetch(const Fetch& fetch);

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace vigie::net
