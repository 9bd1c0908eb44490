// For tests alone: a peer on a port of its own that says exactly what it is told to, connection by connection.
// Threads: each connection is served on the object's own thread, one after another, until the object dies.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace vigie::net {

// One accepted connection. Reads and writes give up when the peer dies.
class PeerLine {
 public:
  PeerLine(int file, const std::atomic<bool>& stop) : file_(file), stop_(stop) {}
  bool say(std::string_view bytes) const;  // False: the other side is gone.
  std::string hear();                      // One line with its end; "" at the end.
  std::string hear_until(std::string_view marker);
  void be_silent() const;  // Until the other side goes, or the peer dies.

 private:
  bool fill();
  int file_;
  const std::atomic<bool>& stop_;
  std::string ahead_;
};

class LinePeer {
 public:
  using Serve = std::function<void(PeerLine& line)>;
  explicit LinePeer(Serve serve);
  ~LinePeer();
  LinePeer(const LinePeer&) = delete;
  LinePeer& operator=(const LinePeer&) = delete;

  std::uint16_t port() const { return port_; }
  std::string url(std::string_view scheme, std::string_view target = "") const;
  int connections() const { return connections_; }

 private:
  void run();
  Serve serve_;
  int listener_;
  std::uint16_t port_ = 0;
  std::atomic<bool> stop_ = false;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

}  // namespace vigie::net
