#include "cli/stopper.h"

#include <chrono>
#include <csignal>
#include <utility>

namespace vigie::cli {
namespace {

constexpr std::chrono::milliseconds kLookForStop{50};

}  // namespace

Stopper::Stopper(const std::atomic<bool>& stop, std::function<void()> close)
    : thread_([this, &stop, close = std::move(close), waiting = pthread_self()] { watch(stop, close, waiting); }) {}

Stopper::~Stopper() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  ended_signal_.notify_all();
  thread_.join();
}

void Stopper::watch(const std::atomic<bool>& stop, const std::function<void()>& close, pthread_t waiting) {
  while (!stop) {
    if (!pause()) return;
  }
  if (close) close();
  do pthread_kill(waiting, SIGINT);
  while (pause());
}

bool Stopper::pause() {
  std::unique_lock lock(mutex_);
  return !ended_signal_.wait_for(lock, kLookForStop, [this] { return ended_; });
}

}  // namespace vigie::cli
