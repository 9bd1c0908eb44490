// One connection to the HTTP server: reads a request, waits for its reply, writes it, begins again.
// Knows sockets only as a Channel, and time only when told.
//
// Threads: the loop thread. Errors: whatever the peer does ends this connection alone.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/channel.h"
#include "net/http_server.h"
#include "net/request_parser.h"

namespace vigie::net {

class HttpConnection;

// What all connections of one server share. Other threads read the counts.
struct Serving {
  Serving(Loop& on, const ServerOptions& options, Handler handle, Log& to)
      : loop(on), limits(options.limits), handler(std::move(handle)), porter(options.porter), log(to) {}

  Loop& loop;
  const ServerLimits limits;
  const Handler handler;
  const Porter porter;
  Log& log;
  std::function<void(const std::shared_ptr<HttpConnection>&)> on_gone;
  bool is_stopping = false;
  std::size_t bodies_bytes = 0;  // Of requests that are not answered yet.
  std::atomic<std::uint64_t> connections{0}, open_connections{0}, open_streams{0}, requests{0};
  std::atomic<std::uint64_t> refused{0}, slow_dropped{0}, streams_dropped{0};
};

class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(std::shared_ptr<Serving> serving, std::unique_ptr<Channel> channel);

  void start();
  void start_refusing();   // Too many connections: 503 and goodbye.
  void cut();              // At once.
  void finish();           // The server stops: after the request in flight, if there is one.
  void check(Steady now);  // Drops what took too long; beats the heart of a stream.

  // What comes from a handler. `exchange` says for which request; too late is no harm.
  void reply(std::uint64_t exchange, Reply reply);
  void open_stream(std::uint64_t exchange, std::shared_ptr<Stream::Line> line, StreamOptions options);
  void write_stream();  // Something waits in the line, or it has ended.

 private:
  enum class State { kOpening, kIdle, kHeader, kBody, kHandling, kReplying, kStreaming, kLingering, kClosed };

  void set_state(State state);
  void read();
  void on_read(const Transfer& transfer);
  void parse();
  bool go_on();  // With what the parser has found. False: this request takes no more bytes now.
  void make_room();
  bool is_welcome();  // The body that begins. False: the request was refused.
  void account_body();
  void handle();
  void refuse(int status, std::string_view reason);
  void send(Reply reply);
  void write();
  void on_written(const Transfer& transfer);
  void end_exchange();
  void linger();
  Millis patience() const;  // How long this state may last; 0: for ever.
  void drop_slow();

  const std::shared_ptr<Serving> serving_;
  const std::unique_ptr<Channel> channel_;
  RequestParser parser_;
  State state_ = State::kOpening;
  Steady since_;                 // This state began.
  std::size_t moved_bytes_ = 0;  // Of a body or a reply, in this state.
  std::vector<char> buffer_;     // [begin_, end_) is read and not yet parsed.
  std::size_t begin_ = 0, end_ = 0;
  std::size_t body_bytes_max_ = 0;   // Of the request at work.
  std::size_t accounted_bytes_ = 0;  // Our share of Serving::bodies_bytes.
  std::uint64_t exchange_ = 0;       // Number of the request at work.
  bool is_reading_ = false, is_writing_ = false;
  bool keeps_alive_ = false, is_head_ = false, told_continue_ = false;
  std::string head_;  // Being written: head_, then reply_'s body or stream_text_ …
  Reply reply_;
  Stream::Text stream_text_;
  std::string_view first_, second_;  // … of which this is left.
  std::shared_ptr<Stream::Line> line_;
  std::function<void()> on_closed_, on_room_;
};

}  // namespace vigie::net
