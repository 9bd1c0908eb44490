// Elements written by hand into memory that is kept from post to post: none is made before it is written.
// Threads: owned by one thread. Errors: none.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace vigie::query {

template <typename T>
class Filled {
 public:
  // Room for `count` elements in all; what stands there stays. Who writes says by fill_to() how far.
  T* room_for(std::size_t count) {
    if (room_.size() < count) room_.resize(std::max(count, 2 * room_.size()));
    return room_.data();
  }
  void fill_to(std::size_t count) { count_ = count; }
  void clear() { count_ = 0; }
  void push(const T& element) {
    room_for(count_ + 1)[count_] = element;
    ++count_;
  }

  std::span<T> all() { return {room_.data(), count_}; }
  std::span<const T> all() const { return {room_.data(), count_}; }
  std::size_t size() const { return count_; }
  std::size_t room() const { return room_.size(); }
  bool empty() const { return count_ == 0; }

 private:
  std::vector<T> room_;
  std::size_t count_ = 0;
};

}  // namespace vigie::query
