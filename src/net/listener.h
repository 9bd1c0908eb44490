// Accepts connections on a port of this machine or on a unix socket, for the sources of net alone.
// Threads: the loop thread. Errors: listen() tells why it cannot; later failures (no more file
// descriptors) are waited out.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "net/asio.h"

namespace vigie::net {

class Listener {
 public:
  // `address` as in ServerOptions::listen. A socket file that nobody listens on is replaced.
  static Result<std::unique_ptr<Listener>> listen(Loop& loop, const std::string& address,
                                                  std::function<void(Socket)> on_accept);
  ~Listener();  // Closes; removes the socket file.
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  std::uint16_t port() const;  // 0 for a unix socket.

 private:
  struct Impl;
  explicit Listener(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

}  // namespace vigie::net
