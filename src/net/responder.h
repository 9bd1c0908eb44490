// The two handles that bring answers from any thread to a connection on the loop.
// Threads: shared by any. Errors: a connection that is gone swallows what is sent to it.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "net/http_connection.h"

namespace vigie::net {

// What a Stream puts in and its connection takes out.
class Stream::Line : public std::enable_shared_from_this<Stream::Line> {
 public:
  Line(Loop& loop, std::weak_ptr<HttpConnection> connection, std::size_t bytes_max)
      : loop_(loop), connection_(std::move(connection)), bytes_max_(bytes_max) {}

  bool put(Text text);
  void end();   // No more is put; what waits still leaves.
  void shut();  // The connection is gone.

  // For the connection. What to write next, which also says that what was before has left; none
  // when nothing waits: the next put() tells the connection again.
  Text take();
  bool regains_room();  // Once after a refused put(), when half of the room is free again.
  bool is_open() const;

 private:
  void tell();

  Loop& loop_;
  const std::weak_ptr<HttpConnection> connection_;
  const std::size_t bytes_max_;
  mutable std::mutex mutex_;  // Guards all below.
  std::deque<Text> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::size_t leaving_bytes_ = 0;
  bool is_open_ = true;
  bool is_told_ = false;
  bool has_refused_ = false;
};

// One waiting answer. Dropped without one, it answers 500.
class Responder::Call {
 public:
  Call(Loop& loop, std::weak_ptr<HttpConnection> connection, std::uint64_t exchange, std::size_t stream_bytes_max)
      : loop_(loop), connection_(std::move(connection)), exchange_(exchange), stream_bytes_max_(stream_bytes_max) {}
  ~Call();
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  void send(Reply reply);
  Stream open_stream(StreamOptions options);

 private:
  void on_loop(std::function<void()> work);  // Now, if that is where we are.

  Loop& loop_;
  const std::weak_ptr<HttpConnection> connection_;
  const std::uint64_t exchange_;
  const std::size_t stream_bytes_max_;
  std::atomic<bool> is_answered_{false};
};

}  // namespace vigie::net
