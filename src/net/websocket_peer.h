// For tests alone: a small WebSocket server that plays a script to each connection in turn, on
// 127.0.0.1 and a port of the system's choice, in clear or over TLS.
//
// Threads: owns one; the script runs there and may block. Errors: a peer that leaves ends its script
// by an exception, which is caught.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/http_server.h"

namespace vigie::net {

class WebSocketPeer {
 public:
  class Session {
   public:
    virtual ~Session() = default;
    virtual std::string target() const = 0;  // `/subscribe?cursor=5`
    virtual std::string header(std::string_view name) const = 0;
    virtual void send(std::string_view message, bool is_binary = false) = 0;
    virtual std::string read() = 0;  // One whole message.
    virtual void ping() = 0;
    virtual void close(std::string_view reason) = 0;
    virtual void hang_up() = 0;  // Without a goodbye.
  };
  struct Options {
    std::optional<TlsFiles> tls;
    int refuse_status = 0;   // Not 0: answers the upgrade with this status.
    bool is_silent = false;  // Accepts connections and says nothing at all.
  };
  using Script = std::function<void(Session&)>;

  explicit WebSocketPeer(Script script) : WebSocketPeer(std::move(script), Options{}) {}
  WebSocketPeer(Script script, Options options);
  ~WebSocketPeer();  // Cuts the connection at work.
  WebSocketPeer(const WebSocketPeer&) = delete;
  WebSocketPeer& operator=(const WebSocketPeer&) = delete;

  std::uint16_t port() const;
  std::string url(std::string_view target = "/") const;  // `ws://127.0.0.1:PORT/…`, `wss://localhost:PORT/…`
  int connections() const;                               // So far.

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vigie::net
