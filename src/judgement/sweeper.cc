#include "judgement/sweeper.h"

namespace vigie::judgement {

void Sweeper::gone() {
  {
    const std::lock_guard lock(mutex_);
    is_wanted_ = true;
  }
  signal_.notify_one();
}

void Sweeper::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  signal_.notify_one();
}

void Sweeper::run() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    signal_.wait_for(lock, kEvery, [&] { return is_wanted_ || is_stopping_; });
    if (is_stopping_) return;
    is_wanted_ = false;
    lock.unlock();
    const auto ok = sweep_();
    if (!ok) log_.warn("judgement: what is gone stays in its tables for now", {{"reason", ok.error().message}});
    lock.lock();
    signal_.wait_for(lock, rest_, [&] { return is_stopping_; });
  }
}

}  // namespace vigie::judgement
