#include "net/http_server.h"

#include <algorithm>
#include <unordered_set>

#include "net/http_connection.h"
#include "net/listener.h"
#include "net/plain_channel.h"
#include "net/server_certificate.h"
#include "net/tls_channel.h"

namespace vigie::net {
namespace {

constexpr std::size_t kRefusalsMax = 64;  // Connections that are being told 503; beyond: closed without a word.

// Often enough that no time-out is late by more than a quarter.
Millis sweep_interval(const ServerLimits& limits) {
  const Millis shortest = std::min({limits.header_wait, limits.transfer_wait, limits.idle_wait, limits.heartbeat});
  return std::clamp(shortest / 4, Millis(10), Millis(1000));
}

}  // namespace

struct HttpServer::Impl : std::enable_shared_from_this<HttpServer::Impl> {
  explicit Impl(std::shared_ptr<Serving> shared) : serving(std::move(shared)) {}

  void accept(Socket socket);
  void forget(const std::shared_ptr<HttpConnection>& connection);
  void sweep_later();
  void look_at_certificate(Steady now);
  void stop(std::function<void()> done);
  void cut_all();
  void tell_if_stopped();

  std::shared_ptr<Serving> serving;
  std::optional<ServerCertificate> certificate;  // None: in clear.
  Steady certificate_looked_at = std::chrono::steady_clock::now();
  std::unique_ptr<Listener> listener;
  std::uint16_t port = 0;
  std::unordered_set<std::shared_ptr<HttpConnection>> connections;
  Timer sweep, stop_timer;
  std::function<void()> on_stopped;
};

void HttpServer::Impl::accept(Socket socket) {
  ++serving->connections;
  const std::size_t connections_max = serving->limits.connections_max;
  if (connections.size() >= connections_max + kRefusalsMax) return;  // The socket closes itself.
  std::unique_ptr<Channel> channel =
      certificate ? tls_server_channel(std::move(socket), certificate->context()) : plain_channel(std::move(socket));
  auto connection = std::make_shared<HttpConnection>(serving, std::move(channel));
  const bool is_one_too_many = connections.size() >= connections_max;
  connections.insert(connection);
  serving->open_connections = connections.size();
  if (is_one_too_many) {
    connection->start_refusing();
  } else {
    connection->start();
  }
}

void HttpServer::Impl::forget(const std::shared_ptr<HttpConnection>& connection) {
  connections.erase(connection);
  serving->open_connections = connections.size();
  tell_if_stopped();
}

void HttpServer::Impl::sweep_later() {
  sweep = serving->loop.after(sweep_interval(serving->limits), [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self) return;
    const Steady now = std::chrono::steady_clock::now();
    const std::vector<std::shared_ptr<HttpConnection>> all(self->connections.begin(), self->connections.end());
    for (const auto& connection : all) connection->check(now);
    self->look_at_certificate(now);
    self->sweep_later();
  });
}

void HttpServer::Impl::look_at_certificate(Steady now) {
  if (!certificate || now - certificate_looked_at < serving->limits.certificate_look) return;
  certificate_looked_at = now;
  const auto renewed = certificate->look();
  if (!renewed) {
    serving->log.warn("certificate not renewed", {{"reason", renewed.error().message}});
  } else if (*renewed) {
    serving->log.info("certificate renewed", {});
  }
}

void HttpServer::Impl::stop(std::function<void()> done) {
  if (serving->is_stopping) return;
  serving->is_stopping = true;
  on_stopped = std::move(done);
  listener.reset();
  const std::vector<std::shared_ptr<HttpConnection>> all(connections.begin(), connections.end());
  for (const auto& connection : all) connection->finish();
  stop_timer = serving->loop.after(serving->limits.stop_wait, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->cut_all();
  });
  tell_if_stopped();
}

void HttpServer::Impl::cut_all() {
  const std::vector<std::shared_ptr<HttpConnection>> all(connections.begin(), connections.end());
  for (const auto& connection : all) connection->cut();
}

void HttpServer::Impl::tell_if_stopped() {
  if (!serving->is_stopping || !connections.empty()) return;
  stop_timer.cancel();
  if (const auto done = std::exchange(on_stopped, nullptr)) done();
}

HttpServer::HttpServer(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

HttpServer::~HttpServer() {
  impl_->listener.reset();
  impl_->sweep.cancel();
  impl_->on_stopped = nullptr;
  impl_->cut_all();
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(Loop& loop, ServerOptions options, Handler handler, Log& log) {
  auto impl = std::make_shared<Impl>(std::make_shared<Serving>(loop, options, std::move(handler), log));
  if (options.tls) {
    auto certificate = ServerCertificate::open(*options.tls);
    if (!certificate) return certificate.error();
    impl->certificate = std::move(*certificate);
  }
  const std::weak_ptr<Impl> weak = impl;
  impl->serving->on_gone = [weak](const std::shared_ptr<HttpConnection>& connection) {
    if (const auto self = weak.lock()) self->forget(connection);
  };
  auto listener = Listener::listen(loop, options.listen, [weak](Socket socket) {
    if (const auto self = weak.lock()) self->accept(std::move(socket));
  });
  if (!listener) return listener.error();
  impl->listener = std::move(*listener);
  impl->port = impl->listener->port();
  impl->sweep_later();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

std::uint16_t HttpServer::port() const { return impl_->port; }

ServerCounts HttpServer::counts() const {
  const Serving& serving = *impl_->serving;
  return {serving.connections, serving.open_connections, serving.open_streams,   serving.requests,
          serving.refused,     serving.slow_dropped,     serving.streams_dropped};
}

void HttpServer::stop(std::function<void()> done) {
  impl_->serving->loop.post([weak = std::weak_ptr<Impl>(impl_), moved = std::move(done)] {
    if (const auto self = weak.lock()) self->stop(moved);
  });
}

}  // namespace vigie::net
