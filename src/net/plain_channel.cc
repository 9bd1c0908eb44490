#include "net/plain_channel.h"

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <cstring>

#include "net/address.h"

namespace vigie::net {
namespace {

class PlainChannel final : public Channel {
 public:
  explicit PlainChannel(Socket socket) : socket_(std::move(socket)), peer_(peer_of(socket_)) {}

  void open(Done done) override {
    asio::post(socket_.get_executor(), [done = std::move(done)] { done({1, ""}); });
  }

  void read(std::span<char> into, Done done) override {
    socket_.async_read_some(
        asio::buffer(into.data(), into.size()),
        [done = std::move(done)](ErrorText error, std::size_t bytes) { done(transfer_of(error, bytes)); });
  }

  void write(std::string_view first, std::string_view second, Done done) override {
    const std::array<asio::const_buffer, 2> buffers = {asio::buffer(first), asio::buffer(second)};
    socket_.async_write_some(
        buffers, [done = std::move(done)](ErrorText error, std::size_t bytes) { done(transfer_of(error, bytes)); });
  }

  void end_writing() override {
    ErrorText ignored;
    socket_.shutdown(asio::socket_base::shutdown_send, ignored);
  }

  void close() override {
    ErrorText ignored;
    socket_.close(ignored);
  }

  std::string peer() const override { return peer_; }

 private:
  Socket socket_;
  std::string peer_;
};

}  // namespace

Transfer transfer_of(ErrorText error, std::size_t bytes) {
  if (!error) return {bytes, ""};
  if (error == asio::error::eof) return {0, ""};
  return {0, error.message()};
}

std::string peer_of(const Socket& socket) {
  ErrorText error;
  // Our own end says which kind of socket it is, even when the peer has gone already.
  if (socket.local_endpoint(error).data()->sa_family == AF_UNIX && !error) return "unix";
  const Protocol::endpoint end = socket.remote_endpoint(error);
  if (error) return "gone";
  asio::ip::tcp::endpoint tcp;
  std::memcpy(tcp.data(), end.data(), end.size());
  return to_text(Address{tcp.address().to_string(), tcp.port()});
}

std::unique_ptr<Channel> plain_channel(Socket socket) { return std::make_unique<PlainChannel>(std::move(socket)); }

}  // namespace vigie::net
