// Data and its lock as one object: the data cannot be touched without the lock.
// Threads: shared by any.
#pragma once

#include <mutex>
#include <utility>

namespace vigie {

template <typename T>
class Guarded {
 public:
  Guarded() = default;
  explicit Guarded(T value) : value_(std::move(value)) {}

  // Runs `work` on the value under the lock; keep it short, return copies.
  template <typename Work>
  auto with(Work&& work) {
    const std::lock_guard lock(mutex_);
    return std::forward<Work>(work)(value_);
  }
  template <typename Work>
  auto with(Work&& work) const {
    const std::lock_guard lock(mutex_);
    return std::forward<Work>(work)(value_);
  }

 private:
  mutable std::mutex mutex_;
  T value_{};
};

}  // namespace vigie
