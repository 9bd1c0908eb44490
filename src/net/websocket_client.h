// One WebSocket connection to a server (RFC 6455), in clear or over TLS with the system's roots,
// SNI and the host name verified. No redirects, no proxy, no compression; it does not reconnect:
// that is its owner's policy.
//
// Threads: made and destroyed on the loop thread (or when it does not run); callbacks come there.
// pause(), resume(), send() and close() from any thread. Errors: connect() refuses a URL that is
// none; all else, from an unknown host to a silent peer, is told once by on_closed.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/loop.h"

namespace vigie::net {

struct WebSocketOptions {
  std::string url;  // `wss://host[:port]/path?query`
  std::string user_agent = "vigie";
  std::string ca_file;                               // PEM roots in place of the system's.
  Millis connect_wait = std::chrono::seconds(10);    // Name, TCP and TLS.
  Millis handshake_wait = std::chrono::seconds(10);  // The upgrade.
  Millis idle_wait = std::chrono::seconds(60);       // Silence after which the peer is gone; half of it sends a ping.
  std::size_t message_bytes_max = 4u << 20;          // Larger: closed.
};

// All three are wanted. The client may be destroyed in any of them.
struct WebSocketEvents {
  std::function<void()> on_open;
  // One whole message; borrowed for the call. None comes after pause() until resume().
  std::function<void(std::string_view message, bool is_binary)> on_message;
  // Once, and last; `reason` is a sentence for the operator. Not called by the destructor.
  std::function<void(std::string reason)> on_closed;
};

class WebSocketClient {
 public:
  static Result<std::unique_ptr<WebSocketClient>> connect(Loop& loop, WebSocketOptions options, WebSocketEvents events);
  ~WebSocketClient();  // Cuts the connection; no callback comes afterwards.
  WebSocketClient(const WebSocketClient&) = delete;
  WebSocketClient& operator=(const WebSocketClient&) = delete;

  // Back-pressure: while paused nothing is read, so the server's own buffers fill. On the loop thread
  // pause() counts at once; from another a message on its way may still come. A paused
  // connection is never found idle.
  void pause();
  void resume();
  void send(std::string text);  // One text message; at most kSendsWaitingMax wait, beyond the connection is closed.
  void close();                 // Says goodbye; on_closed follows.

 private:
  struct Impl;
  explicit WebSocketClient(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

}  // namespace vigie::net
