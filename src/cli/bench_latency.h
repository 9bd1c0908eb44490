// Times of many like things, told by their percentiles: on the clock, and of this thread's processor, which others that
// share the machine do not stretch. Threads: owned by one thread.
#pragma once

#include <ctime>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <vector>

namespace vigie::cli {

// Of this thread.
inline std::chrono::nanoseconds processor_time() {
  timespec spent{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return std::chrono::seconds(spent.tv_sec) + std::chrono::nanoseconds(spent.tv_nsec);
}

class Latencies {
 public:
  using Clock = std::chrono::steady_clock;

  void add(Clock::duration time) { all_.push_back(in_ms(time)); }
  template <typename Work>
  void measure(Work&& work) {
    const auto begin = Clock::now();
    const auto processor_begin = processor_time();
    work();
    processor_.push_back(in_ms(processor_time() - processor_begin));
    add(Clock::now() - begin);
  }

  // Milliseconds; `share` in [0, 1].
  double at(double share) { return at(all_, share); }

  nlohmann::ordered_json figures() {
    nlohmann::ordered_json out{
        {"count", all_.size()}, {"p50_ms", at(0.5)}, {"p99_ms", at(0.99)}, {"p999_ms", at(0.999)}, {"max_ms", at(1)}};
    if (!processor_.empty()) {
      out["processor_p50_ms"] = at(processor_, 0.5);
      out["processor_p99_ms"] = at(processor_, 0.99);
    }
    return out;
  }

 private:
  static double in_ms(std::chrono::nanoseconds time) { return std::chrono::duration<double, std::milli>(time).count(); }
  static double at(std::vector<double>& all, double share) {
    if (all.empty()) return 0;
    const auto index = std::min(all.size() - 1, static_cast<std::size_t>(share * static_cast<double>(all.size())));
    std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(index), all.end());
    return all[index];
  }

  std::vector<double> all_;
  std::vector<double> processor_;  // Of what measure() did.
};

}  // namespace vigie::cli
