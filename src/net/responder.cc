#include "net/responder.h"

#include <utility>

namespace vigie::net {
namespace {

constexpr std::size_t kWriteBytes = 64 * 1024;  // So much of a stream is written at once, or one longer text.

}  // namespace

bool Stream::send(Text text) const { return line_->put(std::move(text)); }
bool Stream::is_open() const { return line_->is_open(); }
void Stream::close() const { line_->end(); }

void Responder::send(Reply reply) const { call_->send(std::move(reply)); }
Stream Responder::open_stream(StreamOptions options) const { return call_->open_stream(std::move(options)); }

bool Stream::Line::put(Text text) {
  const std::lock_guard lock(mutex_);
  if (!is_open_) return false;
  const std::size_t bytes = waiting_bytes_ + leaving_bytes_;
  if (bytes > 0 && bytes + text->size() > bytes_max_) {
    has_refused_ = true;
    return false;
  }
  waiting_bytes_ += text->size();
  waiting_.push_back(std::move(text));
  tell();
  return true;
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
  waiting_bytes_ = 0;
}

// Under the lock. Once is enough until the connection has found the line empty.
void Stream::Line::tell() {
  if (connection_.expired() || is_told_) return;
  is_told_ = true;
  loop_.post([connection = connection_] {
    if (const auto alive = connection.lock()) alive->write_stream();
  });
}

// Small texts travel together; one that fills a write by itself is not copied.
Stream::Text Stream::Line::take() {
  const std::lock_guard lock(mutex_);
  leaving_bytes_ = 0;
  is_told_ = !waiting_.empty();
  if (waiting_.empty()) return nullptr;
  std::string joined;
  Text whole;
  do {
    if (waiting_.front()->size() >= kWriteBytes && joined.empty())
      whole = waiting_.front();
    else
      joined += *waiting_.front();
    waiting_.pop_front();
  } while (!whole && !waiting_.empty() && joined.size() + waiting_.front()->size() <= kWriteBytes);
  if (!whole) whole = std::make_shared<const std::string>(std::move(joined));
  leaving_bytes_ = whole->size();
  waiting_bytes_ -= leaving_bytes_;
  return whole;
}

bool Stream::Line::regains_room() {
  const std::lock_guard lock(mutex_);
  return has_refused_ && 2 * (waiting_bytes_ + leaving_bytes_) <= bytes_max_ && std::exchange(has_refused_, false);
}

bool Stream::Line::is_open() const {
  const std::lock_guard lock(mutex_);
  return is_open_;
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
