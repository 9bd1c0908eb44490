#include "net/line_peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace vigie::net {
namespace {

constexpr int kLookEveryMs = 50;

bool is_ready(int file, short what, const std::atomic<bool>& stop) {
  while (!stop) {
    pollfd one{file, what, 0};
    if (poll(&one, 1, kLookEveryMs) > 0) return true;
  }
  return false;
}

}  // namespace

bool PeerLine::say(std::string_view bytes) const {
  while (!bytes.empty()) {
    if (!is_ready(file_, POLLOUT, stop_)) return false;
    const ssize_t sent = ::send(file_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool PeerLine::fill() {
  if (!is_ready(file_, POLLIN, stop_)) return false;
  std::array<char, 16384> bytes{};
  const ssize_t count = recv(file_, bytes.data(), bytes.size(), 0);
  if (count <= 0) return false;
  ahead_.append(bytes.data(), static_cast<std::size_t>(count));
  return true;
}

std::string PeerLine::hear_until(std::string_view marker) {
  std::size_t at = ahead_.find(marker);
  while (at == std::string::npos) {
    if (!fill()) return "";
    at = ahead_.find(marker);
  }
  std::string out = ahead_.substr(0, at + marker.size());
  ahead_.erase(0, at + marker.size());
  return out;
}

std::string PeerLine::hear() { return hear_until("\n"); }

void PeerLine::be_silent() const {
  std::array<char, 16384> bytes{};
  while (is_ready(file_, POLLIN, stop_) && recv(file_, bytes.data(), bytes.size(), 0) > 0) {
  }
}

LinePeer::LinePeer(Serve serve) : serve_(std::move(serve)), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, plain, size) != 0 || listen(listener_, 16) != 0 || getsockname(listener_, plain, &size) != 0) {
    throw std::runtime_error("a test's peer has no port");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

LinePeer::~LinePeer() {
  stop_ = true;
  thread_.join();
  close(listener_);
}

std::string LinePeer::url(std::string_view scheme, std::string_view target) const {
  return std::string(scheme) + "://127.0.0.1:" + std::to_string(port_) + std::string(target);
}

void LinePeer::run() {
  while (is_ready(listener_, POLLIN, stop_)) {
    const int file = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (file < 0) continue;
    ++connections_;
    PeerLine line(file, stop_);
    serve_(line);
    close(file);
  }
}

}  // namespace vigie::net
