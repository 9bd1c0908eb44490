#include "net/websocket_peer.h"

#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <csignal>
#include <thread>

#include "base/check.h"

namespace vigie::net {

namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using Code = beast::error_code;

namespace {

// A blocking socket, with TLS or without, as the synchronous stream that Beast wants.
class PeerStream {
 public:
  using executor_type = boost::asio::system_executor;

  PeerStream(int file, SSL* tls) : file_(file), tls_(tls) {}
  executor_type get_executor() const { return {}; }
  int file() const { return file_; }

  template <typename Buffers>
  std::size_t read_some(const Buffers& buffers, Code& error) {
    const boost::asio::mutable_buffer into = first_of<boost::asio::mutable_buffer>(buffers);
    return finish(tls_ != nullptr ? SSL_read(tls_, into.data(), static_cast<int>(into.size()))
                                  : recv(file_, into.data(), into.size(), 0),
                  error);
  }
  template <typename Buffers>
  std::size_t write_some(const Buffers& buffers, Code& error) {
    const boost::asio::const_buffer from = first_of<boost::asio::const_buffer>(buffers);
    return finish(tls_ != nullptr ? SSL_write(tls_, from.data(), static_cast<int>(from.size()))
                                  : ::send(file_, from.data(), from.size(), MSG_NOSIGNAL),
                  error);
  }
  template <typename Buffers>
  std::size_t read_some(const Buffers& buffers) {
    Code error;
    const std::size_t bytes = read_some(buffers, error);
    if (error) throw beast::system_error(error);
    return bytes;
  }
  template <typename Buffers>
  std::size_t write_some(const Buffers& buffers) {
    Code error;
    const std::size_t bytes = write_some(buffers, error);
    if (error) throw beast::system_error(error);
    return bytes;
  }

 private:
  template <typename Buffer, typename Buffers>
  static Buffer first_of(const Buffers& buffers) {
    for (auto one = boost::asio::buffer_sequence_begin(buffers); one != boost::asio::buffer_sequence_end(buffers);
         ++one) {
      const Buffer buffer = *one;
      if (buffer.size() > 0) return buffer;
    }
    return {};
  }
  static std::size_t finish(long result, Code& error) {
    error = result > 0 ? Code() : Code(boost::asio::error::eof);
    return result > 0 ? static_cast<std::size_t>(result) : 0;
  }

  int file_;
  SSL* tls_;
};

void teardown(beast::role_type, PeerStream& stream, Code& error) {
  shutdown(stream.file(), SHUT_RDWR);
  error = {};
}

using WebSocket = websocket::stream<PeerStream, false>;

class BeastSession final : public WebSocketPeer::Session {
 public:
  explicit BeastSession(PeerStream stream) : socket_(stream) {}

  void accept(int refuse_status) {
    beast::flat_buffer buffer;
    http::read(socket_.next_layer(), buffer, request_);
    if (refuse_status == 0) return socket_.accept(request_);
    http::response<http::empty_body> reply(static_cast<http::status>(refuse_status), 11);
    reply.prepare_payload();
    http::write(socket_.next_layer(), reply);
  }

  std::string target() const override { return {request_.target().data(), request_.target().size()}; }
  std::string header(std::string_view name) const override {
    const beast::string_view value = request_[beast::string_view(name.data(), name.size())];
    return {value.data(), value.size()};
  }
  void send(std::string_view message, bool is_binary) override {
    socket_.binary(is_binary);
    socket_.write(boost::asio::buffer(message));
  }
  std::string read() override {
    beast::flat_buffer buffer;
    socket_.read(buffer);
    return {static_cast<const char*>(buffer.cdata().data()), buffer.size()};
  }
  void ping() override { socket_.ping({}); }
  void close(std::string_view reason) override {
    socket_.close(
        websocket::close_reason(websocket::close_code::normal, beast::string_view(reason.data(), reason.size())));
  }
  void hang_up() override { shutdown(socket_.next_layer().file(), SHUT_RDWR); }

 private:
  WebSocket socket_;
  http::request<http::empty_body> request_;
};

SSL_CTX* tls_context(const TlsFiles& files) {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  check(SSL_CTX_use_certificate_chain_file(context, files.certificate_chain.c_str()) == 1, "peer: no certificate");
  check(SSL_CTX_use_PrivateKey_file(context, files.private_key.c_str(), SSL_FILETYPE_PEM) == 1, "peer: no key");
  return context;
}

int listen_on_loopback(std::uint16_t& port) {
  const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t bytes = sizeof(address);
  check(bind(file, reinterpret_cast<sockaddr*>(&address), bytes) == 0, "peer: cannot bind");
  check(listen(file, 16) == 0, "peer: cannot listen");
  getsockname(file, reinterpret_cast<sockaddr*>(&address), &bytes);
  port = ntohs(address.sin_port);
  return file;
}

}  // namespace

struct WebSocketPeer::Impl {
  void run();
  void serve(int file);

  Script script;
  Options options;
  SSL_CTX* tls = nullptr;
  std::uint16_t port = 0;
  int listener = -1;
  std::atomic<int> current{-1};
  std::atomic<bool> is_over{false};
  std::atomic<int> connections{0};
  std::thread thread;
};

void WebSocketPeer::Impl::run() {
  sigset_t broken_pipe;  // OpenSSL writes without MSG_NOSIGNAL.
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
  while (!is_over) {
    const int file = accept(listener, nullptr, nullptr);
    if (file < 0) break;
    ++connections;
    current = file;
    if (is_over) shutdown(file, SHUT_RDWR);
    serve(file);
    current = -1;
    close(file);
  }
}

void WebSocketPeer::Impl::serve(int file) {
  if (options.is_silent) {
    char byte = 0;
    while (recv(file, &byte, 1, 0) > 0) {
    }
    return;
  }
  SSL* secured = tls != nullptr ? SSL_new(tls) : nullptr;
  if (secured != nullptr) SSL_set_fd(secured, file);
  if (secured == nullptr || SSL_accept(secured) == 1) {
    try {
      BeastSession session(PeerStream(file, secured));
      session.accept(options.refuse_status);
      if (options.refuse_status == 0) script(session);
    } catch (const beast::system_error&) {  // The client has left: the script is over.
    }
  }
  ERR_clear_error();
  if (secured != nullptr) SSL_free(secured);
}

WebSocketPeer::WebSocketPeer(Script script, Options options) : impl_(std::make_unique<Impl>()) {
  impl_->script = std::move(script);
  if (options.tls) impl_->tls = tls_context(*options.tls);
  impl_->options = std::move(options);
  impl_->listener = listen_on_loopback(impl_->port);
  impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
}

WebSocketPeer::~WebSocketPeer() {
  impl_->is_over = true;
  shutdown(impl_->listener, SHUT_RDWR);
  if (const int file = impl_->current; file >= 0) shutdown(file, SHUT_RDWR);
  impl_->thread.join();
  close(impl_->listener);
  if (impl_->tls != nullptr) SSL_CTX_free(impl_->tls);
}

std::uint16_t WebSocketPeer::port() const { return impl_->port; }
int WebSocketPeer::connections() const { return impl_->connections; }

std::string WebSocketPeer::url(std::string_view target) const {
  const std::string host = impl_->tls != nullptr ? "wss://localhost:" : "ws://127.0.0.1:";
  return host + std::to_string(impl_->port) + std::string(target);
}

}  // namespace vigie::net
