// The event loop: one thread runs it, and everything that happens to a socket happens there. Work
// from other threads is posted to it; nothing on it may block.
//
// Threads: run() makes its caller the loop thread. post() and stop() from any thread; all else on
// the loop thread, or before run(). An object that was handed the Loop dies on the loop thread or
// after run() has returned. Errors: an exception of a task leaves run(): it is a bug.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace vigie::net {

using Millis = std::chrono::milliseconds;
using Steady = std::chrono::steady_clock::time_point;  // For waits; what day it is, a Clock says.

class Loop;

// A task that waits. Cancelled when the handle is destroyed or overwritten.
class Timer {
 public:
  Timer();
  Timer(Timer&&) noexcept;
  Timer& operator=(Timer&&) noexcept;
  ~Timer();
  void cancel();

 private:
  friend class Loop;
  struct Wait;
  explicit Timer(std::shared_ptr<Wait> wait);
  std::shared_ptr<Wait> wait_;
};

class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // Runs tasks until stop(), even when there is nothing to do. Can be run again afterwards.
  void run();
  void stop();
  void post(std::function<void()> task);
  // Runs `task` once, not before `wait` has passed.
  [[nodiscard]] Timer after(Millis wait, std::function<void()> task);
  // SIGINT and SIGTERM no longer end the process: `task` is told of each, on the loop thread.
  void on_stop_signal(std::function<void(int signal)> task);
  bool is_current() const;  // Are we on the loop thread? False when nobody runs it.

  struct Impl;
  Impl& impl() { return *impl_; }  // For the sources of net alone.

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace vigie::net
