#include "net/responder.h"

namespace vigie::net {

bool Stream::send(std::string_view bytes) const { return line_->put(bytes); }
bool Stream::is_open() const { return line_->is_open(); }
void Stream::close() const { line_->end(); }

void Responder::send(Reply reply) const { call_->send(std::move(reply)); }
Stream Responder::open_stream(StreamOptions options) const { return call_->open_stream(std::move(options)); }

bool Stream::Line::put(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  if (!is_open_) return false;
  if (waiting_.size() + leaving_bytes_ + bytes.size() > bytes_max_) {
    has_overflowed_ = true;
    is_open_ = false;
    waiting_.clear();
  } else {
    waiting_ += bytes;
  }
  tell();
  return is_open_;
}

void Stream::Line::end() {
  const std::lock_guard lock(mutex_);
  if (!is_open_) return;
  is_open_ = false;
  tell();
}

void Stream::Line::shut() {
  const std::lock_guard lock(mutex_);
  is_open_ = false;
  waiting_.clear();
}

// Under the lock. Once is enough until the connection has found the line empty, but an overflow
// must not wait for a write that never ends.
void Stream::Line::tell() {
  if (connection_.expired() || (is_told_ && !has_overflowed_)) return;
  is_told_ = true;
  loop_.post([connection = connection_] {
    if (const auto alive = connection.lock()) alive->write_stream();
  });
}

std::string Stream::Line::take() {
  const std::lock_guard lock(mutex_);
  std::string bytes;
  bytes.swap(waiting_);
  leaving_bytes_ = bytes.size();
  is_told_ = !bytes.empty();
  return bytes;
}

bool Stream::Line::is_open() const {
  const std::lock_guard lock(mutex_);
  return is_open_;
}

bool Stream::Line::has_overflowed() const {
  const std::lock_guard lock(mutex_);
  return has_overflowed_;
}

Responder::Call::~Call() {
  if (!is_answered_) send({500, {{"Content-Type", "text/plain"}}, "no answer\n", {}});
}

void Responder::Call::on_loop(std::function<void()> work) {
  if (loop_.is_current()) {
    work();
  } else {
    loop_.post(std::move(work));
  }
}

void Responder::Call::send(Reply reply) {
  // Without a connection there may be no loop any more: a handle may outlive both.
  if (is_answered_.exchange(true) || connection_.expired()) return;
  on_loop([connection = connection_, exchange = exchange_, moved = std::move(reply)]() mutable {
    if (const auto alive = connection.lock()) alive->reply(exchange, std::move(moved));
  });
}

Stream Responder::Call::open_stream(StreamOptions options) {
  auto line = std::make_shared<Stream::Line>(loop_, connection_, stream_bytes_max_);
  const bool too_late = is_answered_.exchange(true);
  on_loop([connection = connection_, exchange = exchange_, too_late, line, moved = std::move(options)]() mutable {
    const auto alive = connection.lock();
    if (alive && !too_late) return alive->open_stream(exchange, line, std::move(moved));
    line->shut();
    if (moved.on_closed) moved.on_closed();
  });
  return Stream(std::move(line));
}

}  // namespace vigie::net
