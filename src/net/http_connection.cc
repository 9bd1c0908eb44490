#include "net/http_connection.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/clock.h"
#include "net/limits.h"
#include "net/reply_head.h"
#include "net/responder.h"

namespace vigie::net {
namespace {

constexpr std::size_t kReadBytes = 32 * 1024;  // Nearly every request fits; so must the line of a chunk.
constexpr std::size_t kBufferBytesMax = kHeaderBytesMax + kReadBytes;  // A whole header fits, whatever is before it.
constexpr std::size_t kJoinedBytesMax = 4096;                          // A body so small travels with its head.
constexpr std::size_t kBodyBytesUnasked = 64 * 1024;                   // A smaller one is read whoever sends it.
constexpr Millis kLingerWait{1000};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

// Nothing: chunked. The parser has refused what is no number.
std::optional<std::uint64_t> length_of(const Headers& headers) {
  const auto text = headers.get("Content-Length");
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  return error == std::errc() && !text.empty() ? std::optional(length) : std::nullopt;
}

bool has_no_body(int status) { return status == 204 || status == 304; }  // RFC 9110 §6.4.1

// RFC 9457. `reason` is one of our own sentences: nothing in it wants escaping.
Reply problem(int status, std::string_view reason) {
  Reply reply;
  reply.status = status;
  reply.headers.add("Content-Type", "application/problem+json");
  if (status == 503) reply.headers.add("Retry-After", "1");
  reply.body.append(R"({"type":"about:blank","title":")").append(reason_of(status)).append(R"(","status":)");
  reply.body.append(std::to_string(status)).append(R"(,"detail":")").append(reason).append("\"}");
  return reply;
}

}  // namespace

HttpConnection::HttpConnection(std::shared_ptr<Serving> serving, std::unique_ptr<Channel> channel)
    : serving_(std::move(serving)),
      channel_(std::move(channel)),
      parser_(serving_->limits.body_bytes_max),
      since_(std::chrono::steady_clock::now()) {}

void HttpConnection::set_state(State state) {
  state_ = state;
  since_ = std::chrono::steady_clock::now();
  moved_bytes_ = 0;
}

void HttpConnection::start() {
  channel_->open([self = shared_from_this()](const Transfer& opened) {
    if (self->state_ != State::kOpening) return;
    if (opened.bytes == 0) return self->cut();
    self->set_state(State::kIdle);
    self->read();
  });
}

void HttpConnection::start_refusing() {
  channel_->open([self = shared_from_this()](const Transfer& opened) {
    if (self->state_ != State::kOpening) return;
    if (opened.bytes == 0) return self->cut();
    self->refuse(503, "too many connections");
  });
}

void HttpConnection::cut() {
  if (state_ == State::kClosed) return;
  const auto self = shared_from_this();
  if (state_ == State::kStreaming) {
    --serving_->open_streams;
    line_->shut();
  }
  set_state(State::kClosed);
  serving_->bodies_bytes -= std::exchange(accounted_bytes_, 0);
  channel_->close();
  on_room_ = nullptr;
  if (const auto on_closed = std::exchange(on_closed_, nullptr)) on_closed();
  serving_->on_gone(self);
}

void HttpConnection::finish() {
  keeps_alive_ = false;
  if (state_ == State::kOpening || state_ == State::kIdle || state_ == State::kHeader) return cut();
  if (state_ == State::kStreaming) line_->end();
}

void HttpConnection::read() {
  if (std::exchange(is_reading_, true)) return;
  make_room();
  channel_->read(std::span(buffer_).subspan(end_),
                 [self = shared_from_this()](const Transfer& transfer) { self->on_read(transfer); });
}

// The few headers that are longer than a read lend the buffer more room while they last.
void HttpConnection::make_room() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= std::exchange(begin_, 0);
  }
  if (end_ == buffer_.size()) {
    buffer_.resize(std::clamp(2 * buffer_.size(), kReadBytes, kBufferBytesMax));
  } else if (end_ == 0 && buffer_.size() > kReadBytes) {
    buffer_.resize(kReadBytes);
    buffer_.shrink_to_fit();
  }
}

void HttpConnection::on_read(const Transfer& transfer) {
  is_reading_ = false;
  if (state_ == State::kClosed) return;
  if (state_ == State::kReplying) return;  // To a request that came too slowly: its rest, or its end, is no matter.
  if (transfer.bytes == 0) return cut();
  if (state_ == State::kStreaming || state_ == State::kLingering) return read();  // Heard and forgotten.
  end_ += transfer.bytes;
  parse();
}

void HttpConnection::parse() {
  while (begin_ < end_) {
    if (state_ == State::kIdle) set_state(State::kHeader);
    const std::size_t taken = parser_.feed({buffer_.data() + begin_, end_ - begin_});
    begin_ += taken;
    if (state_ == State::kBody) moved_bytes_ += taken;
    if (!go_on()) return;
    if (taken == 0) break;
  }
  const std::size_t waiting_max = state_ == State::kBody ? kReadBytes : kBufferBytesMax;
  if (end_ - begin_ >= waiting_max) return refuse(400, "a line of the chunked body is too long");
  read();
}

bool HttpConnection::go_on() {
  account_body();
  switch (parser_.state()) {
    case RequestParser::State::kHeader:
      return true;
    case RequestParser::State::kRefused:
      refuse(parser_.refusal().status, parser_.refusal().reason);
      return false;
    case RequestParser::State::kDone:
      handle();
      return false;
    case RequestParser::State::kBody:
      break;
  }
  if (state_ != State::kBody) {
    set_state(State::kBody);
    if (!is_welcome()) return false;
  }
  if (parser_.body_bytes() > body_bytes_max_) {
    refuse(413, "the body is larger than " + std::to_string(body_bytes_max_) + " bytes");
    return false;
  }
  if (serving_->bodies_bytes > serving_->limits.bodies_bytes_max) {
    refuse(503, "too many large requests at once");
    return false;
  }
  if (!parser_.expects_continue() || std::exchange(told_continue_, true)) return true;
  first_ = kContinue;  // The body is read when this has left.
  write();
  return false;
}

// A small body is read in any case: refusing it unread would cost the connection.
bool HttpConnection::is_welcome() {
  body_bytes_max_ = serving_->limits.body_bytes_max;
  Request& head = parser_.head();
  const auto length = length_of(head.headers);
  if (!serving_->porter || (length && *length <= kBodyBytesUnasked)) return true;
  head.remote = channel_->peer();
  head.is_unix_socket = head.remote == "unix";
  try {
    auto welcome = serving_->porter(head);
    body_bytes_max_ = std::min(body_bytes_max_, welcome.body_bytes_max);
    if (!welcome.refusal && (!length || *length <= body_bytes_max_)) return true;
    if (!welcome.refusal) {
      refuse(413, "the body is larger than " + std::to_string(body_bytes_max_) + " bytes");
      return false;
    }
    ++serving_->refused;
    keeps_alive_ = false;
    is_head_ = head.method == Method::kHead;
    send(std::move(*welcome.refusal));
  } catch (const std::exception& bug) {
    serving_->log.error("a request failed", {{"reason", std::string_view(bug.what())}});
    refuse(500, "the request failed; the log says why");
  }
  return false;
}

void HttpConnection::account_body() {
  const std::size_t bytes = parser_.body_bytes();
  serving_->bodies_bytes += bytes - accounted_bytes_;
  accounted_bytes_ = bytes;
}

// The wall around one request: what a handler throws is logged and answered.
void HttpConnection::handle() {
  keeps_alive_ = parser_.keeps_alive() && !serving_->is_stopping;
  Request request = parser_.take();
  request.remote = channel_->peer();
  request.is_unix_socket = request.remote == "unix";
  is_head_ = request.method == Method::kHead;
  told_continue_ = false;
  set_state(State::kHandling);
  ++serving_->requests;
  const auto call = std::make_shared<Responder::Call>(serving_->loop, weak_from_this(), ++exchange_,
                                                      serving_->limits.stream_bytes_max);
  try {
    serving_->handler(std::move(request), Responder(call));
  } catch (const std::exception& bug) {
    serving_->log.error("a request failed", {{"reason", std::string_view(bug.what())}});
    call->send(problem(500, "the request failed; the log says why"));
  }
}

void HttpConnection::refuse(int status, std::string_view reason) {
  ++serving_->refused;
  keeps_alive_ = false;
  is_head_ = false;
  send(problem(status, reason));
}

void HttpConnection::reply(std::uint64_t exchange, Reply reply) {
  if (state_ != State::kHandling || exchange != exchange_) return;
  if (!is_writable(reply.headers)) {
    serving_->log.error("a reply has a header that cannot be written", {{"status", reply.status}});
    reply = problem(500, "the request failed; the log says why");
  }
  keeps_alive_ = keeps_alive_ && !serving_->is_stopping;
  send(std::move(reply));
}

void HttpConnection::send(Reply reply) {
  set_state(State::kReplying);
  reply_ = std::move(reply);
  std::string_view body = reply_.lasting_body.empty() ? std::string_view(reply_.body) : reply_.lasting_body;
  head_ = head_text(reply_, {keeps_alive_, !has_no_body(reply_.status), body.size()}, SystemClock().now());
  if (is_head_ || has_no_body(reply_.status)) body = {};
  if (body.size() <= kJoinedBytesMax) {
    head_ += body;
    body = {};
  }
  first_ = head_;
  second_ = body;
  write();
}

void HttpConnection::open_stream(std::uint64_t exchange, std::shared_ptr<Stream::Line> line, StreamOptions options) {
  if (state_ != State::kHandling || exchange != exchange_ || !is_writable(options.headers)) {
    line->shut();
    if (options.on_closed) options.on_closed();
    return reply(exchange, problem(500, "the request failed"));
  }
  line_ = std::move(line);
  on_closed_ = std::move(options.on_closed);
  on_room_ = std::move(options.on_room);
  Reply head;
  head.headers = std::move(options.headers);
  head.headers.set("Content-Type", "text/event-stream");
  head.headers.set("Cache-Control", "no-store");
  keeps_alive_ = false;
  set_state(State::kStreaming);
  ++serving_->open_streams;
  if (is_head_ || serving_->is_stopping) line_->end();
  head_ = head_text(head, {false, false, 0}, SystemClock().now());
  first_ = head_;
  write();
  read();  // To hear the reader leave.
}

void HttpConnection::write_stream() {
  if (state_ != State::kStreaming) return;
  if (is_writing_) return;
  stream_text_ = line_->take();
  if (on_room_ && line_->regains_room()) on_room_();
  if (!stream_text_) {
    if (!line_->is_open()) cut();
    return;
  }
  since_ = std::chrono::steady_clock::now();
  first_ = *stream_text_;
  write();
}

void HttpConnection::write() {
  is_writing_ = true;
  channel_->write(first_, second_,
                  [self = shared_from_this()](const Transfer& transfer) { self->on_written(transfer); });
}

void HttpConnection::on_written(const Transfer& transfer) {
  is_writing_ = false;
  if (state_ == State::kClosed) return;
  if (transfer.bytes == 0) return cut();
  moved_bytes_ += transfer.bytes;
  if (state_ == State::kStreaming) since_ = std::chrono::steady_clock::now();  // It reads, however slowly.
  const std::size_t of_first = std::min(first_.size(), transfer.bytes);
  first_.remove_prefix(of_first);
  second_.remove_prefix(transfer.bytes - of_first);
  if (!first_.empty() || !second_.empty()) return write();
  if (state_ == State::kBody) return parse();
  if (state_ == State::kReplying) return end_exchange();
  if (state_ == State::kStreaming) write_stream();
}

void HttpConnection::end_exchange() {
  reply_ = {};
  serving_->bodies_bytes -= std::exchange(accounted_bytes_, 0);
  if (!keeps_alive_ || serving_->is_stopping) return linger();
  set_state(State::kIdle);
  parse();
}

// Closing with bytes unread would reset the connection and could take our reply away from the peer
// (RFC 9112 §9.6): we wait a little for the peer to close first.
void HttpConnection::linger() {
  set_state(State::kLingering);
  begin_ = end_ = 0;
  channel_->end_writing();
  read();
}

Millis HttpConnection::patience() const {
  const ServerLimits& limits = serving_->limits;
  switch (state_) {
    case State::kOpening:
    case State::kHeader:
      return limits.header_wait;
    case State::kIdle:
      return limits.idle_wait;
    case State::kBody:
    case State::kReplying:
      return limits.transfer_wait + Millis(moved_bytes_ * 1000 / limits.transfer_bytes_per_s_min);
    case State::kStreaming:
      return is_writing_ ? limits.transfer_wait : Millis(0);
    case State::kLingering:
      return std::min(kLingerWait, limits.header_wait);
    case State::kHandling:
    case State::kClosed:
      break;
  }
  return Millis(0);
}

void HttpConnection::check(Steady now) {
  const Millis wait = patience();
  if (wait > Millis(0) && now - since_ > wait) return drop_slow();
  if (state_ == State::kStreaming && !is_writing_ && now - since_ > serving_->limits.heartbeat) {
    line_->put(std::make_shared<const std::string>(":\n\n"));  // A comment: the heart of the stream beats.
  }
}

void HttpConnection::drop_slow() {
  if (state_ == State::kIdle || state_ == State::kLingering) return cut();
  ++(state_ == State::kStreaming ? serving_->streams_dropped : serving_->slow_dropped);
  const bool was_sending = state_ == State::kHeader || state_ == State::kBody;
  if (!was_sending || is_writing_) return cut();
  refuse(408, "the request came too slowly");
}

}  // namespace vigie::net
