#include "net/dial.h"

#include <algorithm>
#include <cstring>

#include "net/loop_impl.h"
#include "net/plain_channel.h"

namespace vigie::net {
namespace {

constexpr Millis kAddressWait{3000};  // For one address while there are others.

Protocol::endpoint endpoint_of(const SocketAddress& address) { return {address.data(), address.size(), IPPROTO_TCP}; }

}  // namespace

Dial::Dial(Loop& loop, Url url, std::shared_ptr<TlsContext> tls, Done done)
    : loop_(loop), url_(std::move(url)), tls_(std::move(tls)), done_(std::move(done)) {}

void Dial::start() {
  resolve_ = std::make_unique<Resolve>(loop_, url_.host, url_.port,
                                       [weak = weak_from_this()](Result<std::vector<SocketAddress>> found) {
                                         const auto self = weak.lock();
                                         if (!self) return;
                                         if (!found) return self->finish(found.error());
                                         self->addresses_ = std::move(*found);
                                         std::reverse(self->addresses_.begin(), self->addresses_.end());
                                         self->try_next("no address");
                                       });
}

void Dial::cancel() {
  done_ = nullptr;
  resolve_.reset();
  next_.cancel();
  ErrorText ignored;
  if (socket_) socket_->close(ignored);
  if (channel_) channel_->close();
}

void Dial::try_next(const std::string& last_failure) {
  next_.cancel();
  if (addresses_.empty()) return finish(unavailable("cannot connect: " + last_failure));
  const Protocol::endpoint endpoint = endpoint_of(addresses_.back());
  addresses_.pop_back();
  ErrorText ignored;
  if (socket_) socket_->close(ignored);  // It took too long.
  const auto socket = std::make_shared<Socket>(loop_.impl().context.get_executor());
  socket_ = socket;
  socket->async_connect(endpoint, [self = shared_from_this(), socket](ErrorText error) {
    if (!self->done_ || self->socket_ != socket) return;  // Cancelled, or given up.
    if (error) return self->try_next(error.message());
    self->open(std::move(*socket));
  });
  if (addresses_.empty()) return;
  next_ = loop_.after(kAddressWait, [this] { try_next("no answer"); });
}

void Dial::open(Socket socket) {
  next_.cancel();
  socket_.reset();
  channel_ = url_.is_tls() ? tls_client_channel(std::move(socket), tls_, url_.host) : plain_channel(std::move(socket));
  channel_->open([self = shared_from_this()](const Transfer& opened) {
    if (opened.bytes == 0) return self->finish(unavailable(opened.failure.empty() ? "refused" : opened.failure));
    self->finish(self->channel_);
  });
}

void Dial::finish(Result<std::shared_ptr<Channel>> result) {
  channel_.reset();
  if (const auto done = std::exchange(done_, nullptr)) done(std::move(result));
}

}  // namespace vigie::net
