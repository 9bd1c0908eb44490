#include "cli/stopper.h"

#include <csignal>

namespace vigie::cli {
namespace {

constexpr std::chrono::milliseconds kLookForStop{50};

}  // namespace

Stopper::Stopper(const Tools& tools, std::function<void()> close)
    : thread_(
          [this, &tools, close = std::move(close), waiting = pthread_self()] { watch(tools.stop, close, waiting); }) {}

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
