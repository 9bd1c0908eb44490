// A bounded queue between threads. A full queue makes the giver wait: that is how a slow part
// slows the source instead of losing posts. Close it to end: what is inside is still taken.
// Threads: any number on both sides.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace vigie {

template <typename T>
class Queue {
 public:
  explicit Queue(std::size_t size_max) : size_max_(size_max) {}

  // Waits while full. False: the queue is closed and the item was not taken.
  bool push(T item) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return closed_ || items_.size() < size_max_; });
    if (closed_) return false;
    items_.push_back(std::move(item));
    lock.unlock();
    some_.notify_one();
    return true;
  }

  // Does not wait. False: full or closed; the item stays with the caller.
  bool try_push(T& item) {
    {
      const std::lock_guard lock(mutex_);
      if (closed_ || items_.size() >= size_max_) return false;
      items_.push_back(std::move(item));
    }
    some_.notify_one();
    return true;
  }

  // Waits while empty. Nothing: the queue is closed and empty.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    some_.wait(lock, [&] { return closed_ || !items_.empty(); });
    return take(lock);
  }

  // As pop(), but gives up after `wait`.
  template <typename Duration>
  std::optional<T> pop_for(Duration wait) {
    std::unique_lock lock(mutex_);
    some_.wait_for(lock, wait, [&] { return closed_ || !items_.empty(); });
    return take(lock);
  }

  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    room_.notify_all();
    some_.notify_all();
  }

  bool closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
  }

  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return items_.size();
  }

 private:
  std::optional<T> take(std::unique_lock<std::mutex>& lock) {
    if (items_.empty()) return std::nullopt;
    std::optional<T> item(std::move(items_.front()));
    items_.pop_front();
    lock.unlock();
    room_.notify_one();
    return item;
  }

  const std::size_t size_max_;
  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable some_;
  std::deque<T> items_;
  bool closed_ = false;
};

}  // namespace vigie
