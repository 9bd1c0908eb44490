#include "net/tls_channel.h"

#include <array>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "net/plain_channel.h"

namespace vigie::net {

namespace ssl = asio::ssl;

class TlsContext {
 public:
  explicit TlsContext(ssl::context::method method) : context(method) {
    context.set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                        ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
  }
  ssl::context context;
};

namespace {

// A peer that cuts without close_notify says "stream truncated": for us an end, as lengths are told.
Transfer tls_transfer(ErrorText error, std::size_t bytes) {
  if (error == ssl::error::stream_truncated) return {0, ""};
  return transfer_of(error, bytes);
}

// The stream lives in a shared state that pending operations hold: unlike a socket, an ssl::stream
// must outlive them.
struct TlsState {
  TlsState(Socket socket, std::shared_ptr<TlsContext> shared)
      : context(std::move(shared)), stream(std::move(socket), context->context) {}
  std::shared_ptr<TlsContext> context;
  ssl::stream<Socket> stream;
};

class TlsChannel final : public Channel {
 public:
  TlsChannel(Socket socket, std::shared_ptr<TlsContext> context, ssl::stream_base::handshake_type role)
      : peer_(peer_of(socket)),
        state_(std::make_shared<TlsState>(std::move(socket), std::move(context))),
        role_(role) {}
  ~TlsChannel() override { cut(); }
  TlsChannel(const TlsChannel&) = delete;
  TlsChannel& operator=(const TlsChannel&) = delete;

  void expect_host(const std::string& host) {
    state_->stream.set_verify_mode(ssl::verify_peer);
    state_->stream.set_verify_callback(ssl::host_name_verification(host));
    ErrorText not_an_address;
    asio::ip::make_address(host, not_an_address);
    if (not_an_address) SSL_set_tlsext_host_name(state_->stream.native_handle(), host.c_str());  // RFC 6066 §3
  }

  void open(Done done) override {
    state_->stream.async_handshake(role_, [state = state_, done = std::move(done)](ErrorText error) {
      done(error ? Transfer{0, "TLS: " + reason_of_failure(*state, error)} : Transfer{1, ""});
    });
  }

  void read(std::span<char> into, Done done) override {
    state_->stream.async_read_some(
        asio::buffer(into.data(), into.size()),
        [state = state_, done = std::move(done)](ErrorText error, std::size_t n) { done(tls_transfer(error, n)); });
  }

  // One record at a time; gathering would copy.
  void write(std::string_view first, std::string_view second, Done done) override {
    const std::string_view bytes = first.empty() ? second : first;
    state_->stream.async_write_some(
        asio::buffer(bytes),
        [state = state_, done = std::move(done)](ErrorText error, std::size_t n) { done(tls_transfer(error, n)); });
  }

  void end_writing() override {
    state_->stream.async_shutdown([state = state_](ErrorText) {});  // close_notify, RFC 8446 §6.1.
  }

  void close() override { cut(); }
  std::string peer() const override { return peer_; }

 private:
  static std::string reason_of_failure(TlsState& state, ErrorText error) {
    const long verdict = SSL_get_verify_result(state.stream.native_handle());
    return verdict == X509_V_OK ? error.message() : X509_verify_cert_error_string(verdict);
  }

  void cut() {
    ErrorText ignored;
    state_->stream.next_layer().close(ignored);
  }

  std::string peer_;
  std::shared_ptr<TlsState> state_;
  ssl::stream_base::handshake_type role_;
};

Error tls_error(const std::string& what, ErrorText error) { return invalid("tls: " + what + ": " + error.message()); }

}  // namespace

Result<std::shared_ptr<TlsContext>> tls_server(const TlsFiles& files) {
  auto made = std::make_shared<TlsContext>(ssl::context::tls_server);
  ErrorText error;
  made->context.use_certificate_chain_file(files.certificate_chain, error);
  if (error) return tls_error("no certificate chain in " + files.certificate_chain, error);
  made->context.use_private_key_file(files.private_key, ssl::context::pem, error);
  if (error) return tls_error("no private key in " + files.private_key, error);
  return made;
}

Result<std::shared_ptr<TlsContext>> tls_client(const std::string& ca_file) {
  auto made = std::make_shared<TlsContext>(ssl::context::tls_client);
  ErrorText error;
  if (ca_file.empty()) {
    made->context.set_default_verify_paths(error);
  } else {
    made->context.load_verify_file(ca_file, error);
  }
  if (error) return tls_error("no certificates of authorities in " + (ca_file.empty() ? "the system" : ca_file), error);
  return made;
}

std::unique_ptr<Channel> tls_server_channel(Socket socket, std::shared_ptr<TlsContext> context) {
  return std::make_unique<TlsChannel>(std::move(socket), std::move(context), ssl::stream_base::server);
}

std::unique_ptr<Channel> tls_client_channel(Socket socket, std::shared_ptr<TlsContext> context,
                                            const std::string& host) {
  auto channel = std::make_unique<TlsChannel>(std::move(socket), std::move(context), ssl::stream_base::client);
  channel->expect_host(host);
  return channel;
}

}  // namespace vigie::net
