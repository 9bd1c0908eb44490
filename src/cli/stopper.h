// Ends what waits once a stop was asked for: `close`, and a signal to the thread that made it, again and
// again, for the first may come just before its wait for input begins.
// Threads: made and destroyed by the thread that may wait; has one of its own meanwhile.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace vigie::cli {

class Stopper {
 public:
  explicit Stopper(const std::atomic<bool>& stop, std::function<void()> close = {});
  ~Stopper();
  Stopper(const Stopper&) = delete;
  Stopper& operator=(const Stopper&) = delete;

 private:
  void watch(const std::atomic<bool>& stop, const std::function<void()>& close, pthread_t waiting);
  bool pause();  // False: the wait is over.

  std::mutex mutex_;
  std::condition_variable ended_signal_;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace vigie::cli
