#include "net/listener.h"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <cstring>

#include "net/address.h"
#include "net/loop_impl.h"

namespace vigie::net {
namespace {

using Acceptor = asio::basic_socket_acceptor<Protocol, Executor>;
constexpr std::string_view kUnixPrefix = "unix:";
constexpr Millis kRetryWait{100};

Error cannot_listen(const std::string& address, const std::string& why) {
  return unavailable("net: cannot listen on " + address + ": " + why);
}

// Is somebody behind this socket file?
bool is_served(asio::io_context& context, const std::string& path) {
  Socket probe(context.get_executor());
  ErrorText error;
  probe.connect(asio::local::stream_protocol::endpoint(path), error);
  return !error;
}

}  // namespace

struct Listener::Impl : std::enable_shared_from_this<Listener::Impl> {
  Impl(Loop& on, std::function<void(Socket)> accepted)
      : loop(on), acceptor(on.impl().context.get_executor()), on_accept(std::move(accepted)) {}

  Result<void> listen_on_port(const std::string& address);
  Result<void> listen_on_file(const std::string& address);
  Result<void> bind(const Protocol::endpoint& endpoint, const std::string& address);
  void accept();

  Loop& loop;
  Acceptor acceptor;
  std::function<void(Socket)> on_accept;
  std::string file;  // Of a unix socket that is ours.
  std::uint16_t port = 0;
  Timer retry;
};

Result<void> Listener::Impl::bind(const Protocol::endpoint& endpoint, const std::string& address) {
  ErrorText error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return cannot_listen(address, error.message());
  return {};
}

Result<void> Listener::Impl::listen_on_port(const std::string& address) {
  Result<Address> parsed = parse_address(address);
  if (!parsed) return parsed.error();
  if (parsed->host == "localhost") parsed->host = "127.0.0.1";
  ErrorText error;
  const auto host = asio::ip::make_address(parsed->host, error);
  if (error) return cannot_listen(address, "the host must be an IP address or localhost");
  if (Result<void> bound = bind(asio::ip::tcp::endpoint(host, *parsed->port), address); !bound) return bound;
  const Protocol::endpoint local = acceptor.local_endpoint(error);
  asio::ip::tcp::endpoint tcp;
  std::memcpy(tcp.data(), local.data(), local.size());
  port = tcp.port();
  return {};
}

Result<void> Listener::Impl::listen_on_file(const std::string& address) {
  const std::string path = address.substr(kUnixPrefix.size());
  if (path.empty() || path.size() >= sizeof(sockaddr_un::sun_path)) {
    return cannot_listen(address, "a socket's path has 1 to 107 bytes");
  }
  if (is_served(loop.impl().context, path)) return cannot_listen(address, "somebody listens there already");
  struct stat found {};
  if (lstat(path.c_str(), &found) == 0) {
    if (!S_ISSOCK(found.st_mode)) return cannot_listen(address, "the file is there and is no socket");
    unlink(path.c_str());
  }
  const mode_t before = umask(0177);  // Born with mode 0600: there is no moment when others could connect.
  Result<void> bound = bind(asio::local::stream_protocol::endpoint(path), address);
  umask(before);
  if (bound) file = path;
  return bound;
}

void Listener::Impl::accept() {
  acceptor.async_accept([self = shared_from_this()](ErrorText error, Socket socket) {
    if (!self->acceptor.is_open()) return;
    if (!error) {
      ErrorText not_tcp;  // Small replies leave at once; a unix socket has no such option.
      socket.set_option(asio::ip::tcp::no_delay(true), not_tcp);
      self->on_accept(std::move(socket));
      self->accept();
    } else {
      self->retry = self->loop.after(kRetryWait, [impl = self.get()] { impl->accept(); });
    }
  });
}

Listener::Listener(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

Listener::~Listener() {
  ErrorText ignored;
  impl_->acceptor.close(ignored);
  impl_->retry.cancel();
  if (!impl_->file.empty()) unlink(impl_->file.c_str());
}

Result<std::unique_ptr<Listener>> Listener::listen(Loop& loop, const std::string& address,
                                                   std::function<void(Socket)> on_accept) {
  auto impl = std::make_shared<Impl>(loop, std::move(on_accept));
  const bool is_file = address.starts_with(kUnixPrefix);
  if (const Result<void> ready = is_file ? impl->listen_on_file(address) : impl->listen_on_port(address); !ready) {
    return ready.error();
  }
  impl->accept();
  return std::unique_ptr<Listener>(new Listener(std::move(impl)));
}

std::uint16_t Listener::port() const { return impl_->port; }

}  // namespace vigie::net
