#include "net/loop.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <csignal>

#include "net/loop_impl.h"

namespace vigie::net {

using SteadyTimer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

struct Timer::Wait {
  Wait(asio::io_context& context, Millis wait) : timer(context.get_executor(), wait) {}

  SteadyTimer timer;
  std::function<void()> task;  // Empty once it ran or was cancelled.
};

Timer::Timer() = default;
Timer::Timer(Timer&&) noexcept = default;
Timer::Timer(std::shared_ptr<Wait> wait) : wait_(std::move(wait)) {}

Timer& Timer::operator=(Timer&& other) noexcept {
  if (this != &other) {
    cancel();
    wait_ = std::move(other.wait_);
  }
  return *this;
}

Timer::~Timer() { cancel(); }

void Timer::cancel() {
  if (!wait_) return;
  wait_->task = nullptr;
  wait_->timer.cancel();
  wait_.reset();
}

Loop::Loop() : impl_(std::make_unique<Impl>()) {}

Loop::~Loop() = default;

void Loop::run() {
  const asio::executor_work_guard<Executor> work(impl_->context.get_executor());
  impl_->thread = std::this_thread::get_id();
  impl_->context.run();
  impl_->thread = std::thread::id();
  impl_->context.restart();  // Here and not before: a stop() that came early is obeyed.
}

void Loop::stop() { impl_->context.stop(); }

void Loop::post(std::function<void()> task) { asio::post(impl_->context, std::move(task)); }

bool Loop::is_current() const { return impl_->thread.load() == std::this_thread::get_id(); }

Timer Loop::after(Millis wait, std::function<void()> task) {
  auto waiting = std::make_shared<Timer::Wait>(impl_->context, wait);
  waiting->task = std::move(task);
  waiting->timer.async_wait([waiting](ErrorText) {
    const std::function<void()> due = std::exchange(waiting->task, nullptr);
    if (due) due();
  });
  return Timer(std::move(waiting));
}

void Loop::on_stop_signal(std::function<void(int)> task) {
  impl_->on_signal = std::move(task);
  impl_->signals.emplace(impl_->context.get_executor(), SIGINT, SIGTERM);
  impl_->wait_for_signal();
}

void Loop::Impl::wait_for_signal() {
  signals->async_wait([this](ErrorText error, int number) {
    if (error) return;
    on_signal(number);
    wait_for_signal();
  });
}

}  // namespace vigie::net
