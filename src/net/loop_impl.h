// What a Loop is made of, for the sources of net alone. Threads: see loop.h.
#pragma once

#include <atomic>
#include <boost/asio/signal_set.hpp>
#include <optional>
#include <thread>

#include "net/asio.h"

namespace vigie::net {

using Signals = asio::basic_signal_set<Executor>;

struct Loop::Impl {
  asio::io_context context{1};
  std::optional<Signals> signals;
  std::function<void(int)> on_signal;
  std::atomic<std::thread::id> thread;

  void wait_for_signal();
};

}  // namespace vigie::net
