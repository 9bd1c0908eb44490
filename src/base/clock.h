// Time as the house says it: UTC microseconds since 1970. A clock is passed in, so that tests and
// rehearsals own time. Threads: a Clock is shared and safe from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace vigie {

using Micros = std::chrono::microseconds;
using Time = std::chrono::sys_time<Micros>;

constexpr std::int64_t micros_of(Time time) { return time.time_since_epoch().count(); }
constexpr Time time_of_micros(std::int64_t micros) { return Time(Micros(micros)); }

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;  // Wall time, UTC; may step back.
};

class SystemClock final : public Clock {
 public:
  Time now() const override { return std::chrono::time_point_cast<Micros>(std::chrono::system_clock::now()); }
};

// A clock that stands still until it is told otherwise.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Time now) : micros_(micros_of(now)) {}
  Time now() const override { return time_of_micros(micros_.load()); }
  void set(Time now) { micros_.store(micros_of(now)); }
  void advance(Micros by) { micros_.fetch_add(by.count()); }

 private:
  std::atomic<std::int64_t> micros_;
};

}  // namespace vigie
