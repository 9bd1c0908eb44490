#include "cli/bench_watch_changes.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace vigie::cli {
namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;

constexpr std::size_t kQueriesMax = 1'000;

}  // namespace

WatchChanges::WatchChanges(watch::Watches& watches, unsigned per_second)
    : watches_(watches), every_(microseconds(std::chrono::seconds(1)) / std::max(1U, per_second)) {
  const auto list = watches_.list();
  for (const auto& watch : list->watches) {
    if (queries_.size() == kQueriesMax) break;
    queries_.push_back(watch->said.query);
  }
}

WatchChanges::~WatchChanges() { end(); }

void WatchChanges::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void WatchChanges::end() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
  std::sort(waits_.begin(), waits_.end());
}

microseconds WatchChanges::wait(double percent) const {
  if (waits_.empty()) return {};
  const auto place = static_cast<std::size_t>(percent / 100 * static_cast<double>(waits_.size() - 1));
  return waits_[place];
}

void WatchChanges::run(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  auto due = steady_clock::now();
  do {
    if (auto made = make(waits_.size()); !made) {
      error_ = made.error();
      return;
    }
    waits_.push_back(std::chrono::duration_cast<microseconds>(steady_clock::now() - due));
    due += every_;
    std::unique_lock lock(mutex);
    wake.wait_until(lock, stop, due, [] { return false; });
  } while (!stop.stop_requested());
}

// A watch is added, changed, and removed, then the next.
Result<void> WatchChanges::make(std::size_t number) {
  if (queries_.empty()) return invalid("bench: there is no watch to change");
  const auto draft = [&](std::size_t of) {
    return watch::WatchDraft{"change " + std::to_string(number), queries_[of % queries_.size()], "", "", ""};
  };
  switch (number % 3) {
    case 0: {
      const auto added = watches_.add(draft(number));
      if (!added) return added.error();
      youngest_ = (*added)->id;
      return {};
    }
    case 1: {
      const auto changed = watches_.change(*youngest_, draft(number));
      return changed ? Result<void>{} : Result<void>(changed.error());
    }
    default:
      return watches_.remove(*youngest_);
  }
}

}  // namespace vigie::cli
