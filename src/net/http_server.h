// An HTTP/1.1 server on a port of this machine or on a unix socket. It reads strictly (one Host,
// `chunked` or a length, nothing folded, no trailers: else 400), bounds everything, and hands whole
// requests to one handler. Connections are kept alive; pipelined requests wait their turn.
//
// Threads: owned by the loop thread (see loop.h); the handler runs there and must not block.
// Responder and Stream are handles that any thread may use and copy, also when the client or the
// server is gone; only open_stream() wants the Loop alive. Errors: start() tells why it cannot
// listen; an exception of the handler is answered with 500, as is a Responder that is dropped
// without an answer.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/log.h"
#include "base/result.h"
#include "net/http.h"
#include "net/loop.h"

namespace vigie::net {

// Server-sent events to one client. Send whole events (sse.h); a text that goes to many is shared by all.
class Stream {
 public:
  using Text = std::shared_ptr<const std::string>;
  // False: nothing was taken. The stream is over, or too much waits already for a client that reads slowly:
  // then `on_room` is called when it has read on. However long, a text is taken when nothing waits.
  bool send(Text text) const;
  bool send(std::string text) const { return send(std::make_shared<const std::string>(std::move(text))); }
  bool is_open() const;
  void close() const;

  class Line;
  explicit Stream(std::shared_ptr<Line> line) : line_(std::move(line)) {}

 private:
  std::shared_ptr<Line> line_;
};

struct StreamOptions {
  Headers headers;                  // Besides Content-Type and Cache-Control, which are set.
  std::function<void()> on_closed;  // Once, on the loop thread, whatever ended the stream.
  std::function<void()> on_room{};  // On the loop thread: what was not taken would be taken now.
};

// The one answer to one request. The first call counts, later ones do nothing.
class Responder {
 public:
  void send(Reply reply) const;
  Stream open_stream(StreamOptions options = {}) const;

  class Call;
  explicit Responder(std::shared_ptr<Call> call) : call_(std::move(call)) {}

 private:
  std::shared_ptr<Call> call_;
};

using Handler = std::function<void(Request request, Responder responder)>;

// What is said of a request of which only the header is read, so that no memory is spent on a body that nobody will
// take: a refusal, or how large the body may be. On the loop thread.
struct Welcome {
  std::optional<Reply> refusal;
  std::size_t body_bytes_max = 0;  // ServerLimits bound it too.
};
using Porter = std::function<Welcome(const Request& head)>;

struct ServerLimits {
  std::size_t connections_max = 1024;                 // Beyond: 503 at once.
  std::size_t body_bytes_max = 64u << 20;             // Of one request; beyond: 413.
  std::size_t bodies_bytes_max = 256u << 20;          // Of all requests until their reply is sent; beyond: 503.
  std::size_t stream_bytes_max = 256u << 10;          // Waiting for one slow reader of events; beyond: not taken.
  Millis header_wait = std::chrono::seconds(10);      // From the first byte of a request to the end of its header.
  Millis transfer_wait = std::chrono::seconds(30);    // For a body or a reply, and beyond that …
  std::size_t transfer_bytes_per_s_min = 16 * 1024;   // … as much time as this rate needs.
  Millis idle_wait = std::chrono::seconds(60);        // Between two requests.
  Millis heartbeat = std::chrono::seconds(15);        // A comment to each stream.
  Millis stop_wait = Millis(1500);                    // For requests in flight when the server stops.
  Millis certificate_look = std::chrono::minutes(1);  // How often the files of TLS are looked at for renewed ones.
};

struct TlsFiles {
  std::string certificate_chain;  // PEM.
  std::string private_key;        // PEM.
};

struct ServerOptions {
  std::string listen;  // `127.0.0.1:8080`, `[::1]:0` (any free port), `unix:/path/of/socket` (mode 0600).
  ServerLimits limits;
  std::optional<TlsFiles> tls;
  Porter porter = {};  // None: every body that the limits allow is read. Not asked where a body came with its header.
};

struct ServerCounts {
  std::uint64_t connections = 0;  // Ever accepted.
  std::uint64_t open_connections = 0;
  std::uint64_t open_streams = 0;
  std::uint64_t requests = 0;         // Handed to the handler.
  std::uint64_t refused = 0;          // Answered by the server itself: 400, 408, 413, 431, 503, 505.
  std::uint64_t slow_dropped = 0;     // Senders and readers that took too long.
  std::uint64_t streams_dropped = 0;  // Readers of events that were too slow.
};

class HttpServer {
 public:
  // Listens at once; connections are served as soon as the loop runs. `log` outlives the server.
  static Result<std::unique_ptr<HttpServer>> start(Loop& loop, ServerOptions options, Handler handler, Log& log);
  ~HttpServer();  // Cuts what is open.
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const;   // The one really bound; 0 for a unix socket.
  ServerCounts counts() const;  // From any thread.

  // Accepts nothing more, closes streams and idle connections, lets requests in flight finish for
  // `stop_wait`, then calls `done` on the loop thread. From any thread; the first call counts.
  void stop(std::function<void()> done);

 private:
  struct Impl;
  explicit HttpServer(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

}  // namespace vigie::net
