// A two-way stream of bytes to one peer, whatever carries it: TCP, a unix socket, TLS on either.
// The one seam between the protocols of this part and Boost.Asio, and what their in-memory twin is.
//
// Threads: the loop thread. Errors: an end or a failure comes with the callback, as a sentence.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace vigie::net {

// How one operation went. `bytes` is 0 exactly when the channel is of no more use in that direction.
struct Transfer {
  std::size_t bytes = 0;
  std::string failure;  // "" also for an orderly end.
};

class Channel {
 public:
  using Done = std::function<void(const Transfer&)>;

  virtual ~Channel() = default;
  // The handshake, where there is one. Before anything else; `bytes` is 1 for success.
  virtual void open(Done done) = 0;
  // At least one byte into `into`. One read at a time; `into` stays until `done`.
  virtual void read(std::span<char> into, Done done) = 0;
  // At least one byte of `first`, then `second`. One write at a time; both stay until `done`.
  virtual void write(std::string_view first, std::string_view second, Done done) = 0;
  // We shall send nothing more; the peer may still.
  virtual void end_writing() = 0;
  // Ends both directions; pending callbacks come with a failure, later.
  virtual void close() = 0;
  virtual std::string peer() const = 0;  // `127.0.0.1:50123`; "unix"; "gone" for a port's peer that left at once.
};

}  // namespace vigie::net
