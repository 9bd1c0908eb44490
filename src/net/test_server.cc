#include "net/test_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <future>

namespace vigie::net {

void LoopThread::stop() {
  if (!thread_.joinable()) return;
  loop.stop();
  thread_.join();
}

void LoopThread::run(const std::function<void()>& work) {
  std::promise<void> done;
  loop.post([&] {
    work();
    done.set_value();
  });
  done.get_future().wait();
}

TestServer::TestServer(Handler handler, const ServerLimits& limits)
    : TestServer(std::move(handler), ServerOptions{"127.0.0.1:0", limits, {}}) {}

TestServer::TestServer(Handler handler, ServerOptions options) {
  thread_.run([&] {
    auto started = HttpServer::start(thread_.loop, std::move(options), std::move(handler), log_);
    if (!started) throw std::runtime_error(started.error().message);
    server_ = std::move(*started);
  });
}

TestServer::~TestServer() {
  thread_.stop();
  server_.reset();
}

std::string TestServer::url(std::string_view target) const {
  return "http://127.0.0.1:" + std::to_string(port()) + std::string(target);
}

namespace {

void set_patience(int file) {
  const timeval wait{5, 0};
  setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
  setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
}

}  // namespace

RawClient::RawClient(std::uint16_t port, int receive_bytes) : file_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  set_patience(file_);
  if (receive_bytes > 0) setsockopt(file_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof(receive_bytes));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  EXPECT_EQ(connect(file_, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
}

RawClient::RawClient(const std::string& socket_file) : file_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  set_patience(file_);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  socket_file.copy(address.sun_path, sizeof(address.sun_path) - 1);
  EXPECT_EQ(connect(file_, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
}

RawClient::~RawClient() { close(file_); }

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(file_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string RawClient::read_some() {
  if (!ahead_.empty()) return std::exchange(ahead_, "");
  std::array<char, 65536> bytes{};
  const ssize_t count = recv(file_, bytes.data(), bytes.size(), 0);
  return count > 0 ? std::string(bytes.data(), static_cast<std::size_t>(count)) : "";
}

std::string RawClient::read_until(std::string_view marker) {
  std::string all;
  std::size_t looked_at = 0;
  for (;;) {
    const std::size_t at = all.find(marker, looked_at);
    if (at != std::string::npos) {
      ahead_ = all.substr(at + marker.size());
      return all.substr(0, at + marker.size());
    }
    looked_at = all.size() - std::min(all.size(), marker.size());
    const std::string some = read_some();
    if (some.empty()) return all;
    all += some;
  }
}

std::string RawClient::read_all() {
  std::string all;
  for (std::string some = read_some(); !some.empty(); some = read_some()) all += some;
  return all;
}

std::string RawClient::read_reply() {
  std::string reply = read_until("\r\n\r\n");
  const std::size_t at = reply.find("Content-Length: ");
  if (at == std::string::npos) return reply;
  std::size_t missing = std::strtoul(reply.c_str() + at + 16, nullptr, 10);
  while (missing > 0) {
    std::string some = read_some();
    if (some.empty()) return reply;
    if (some.size() > missing) {
      ahead_ = some.substr(missing);
      some.resize(missing);
    }
    missing -= some.size();
    reply += some;
  }
  return reply;
}

void RawClient::end_writing() { shutdown(file_, SHUT_WR); }

void RawClient::reset() {
  const linger at_once{1, 0};
  setsockopt(file_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
  close(file_);
  file_ = -1;
}

bool comes_true(const std::function<bool()>& condition) {
  for (int tries = 0; tries < 6000; ++tries) {
    if (condition()) return true;
    std::this_thread::sleep_for(Millis(5));
  }
  return condition();
}

TlsFiles make_certificate(const std::string& host) {
  std::string folder = (std::filesystem::temp_directory_path() / "vigie_net_XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no folder for a certificate");
  TlsFiles files{folder + "/certificate.pem", folder + "/key.pem"};
  const std::string also = host == "localhost" ? ",IP:127.0.0.1" : "";
  const std::string command =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=" + host +
      " -addext subjectAltName=DNS:" + host + also + " -keyout " + files.private_key + " -out " +
      files.certificate_chain + " 2>/dev/null";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl cannot make a certificate");
  return files;
}

}  // namespace vigie::net
