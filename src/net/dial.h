// A connection to a host, ready to speak: name, TCP (each address in turn), and TLS where wanted.
// Threads: the loop thread. Errors: told once, as a sentence.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "net/asio.h"
#include "net/channel.h"
#include "net/resolve.h"
#include "net/tls_channel.h"
#include "net/url.h"

namespace vigie::net {

class Dial : public std::enable_shared_from_this<Dial> {
 public:
  using Done = std::function<void(Result<std::shared_ptr<Channel>>)>;

  // `tls` is wanted exactly when the URL says so.
  Dial(Loop& loop, Url url, std::shared_ptr<TlsContext> tls, Done done);
  void start();
  void cancel();  // `done` no longer comes.

 private:
  void try_next(const std::string& last_failure);
  void open(Socket socket);
  void finish(Result<std::shared_ptr<Channel>> result);

  Loop& loop_;
  const Url url_;
  const std::shared_ptr<TlsContext> tls_;
  Done done_;
  std::unique_ptr<Resolve> resolve_;
  std::vector<SocketAddress> addresses_;  // Not tried yet, the last first.
  std::shared_ptr<Socket> socket_;
  std::shared_ptr<Channel> channel_;
  Timer next_;
};

}  // namespace vigie::net
