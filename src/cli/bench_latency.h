// Times of many like things, told by their percentiles. Threads: owned by one thread.
#pragma once

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <vector>

namespace vigie::cli {

class Latencies {
 public:
  using Clock = std::chrono::steady_clock;

  void add(Clock::duration time) { all_.push_back(std::chrono::duration<double, std::milli>(time).count()); }
  template <typename Work>
  void measure(Work&& work) {
    const auto begin = Clock::now();
    work();
    add(Clock::now() - begin);
  }

  // Milliseconds; `share` in [0, 1].
  double at(double share) {
    if (all_.empty()) return 0;
    const auto index = std::min(all_.size() - 1, static_cast<std::size_t>(share * static_cast<double>(all_.size())));
    std::nth_element(all_.begin(), all_.begin() + static_cast<std::ptrdiff_t>(index), all_.end());
    return all_[index];
  }

  nlohmann::ordered_json figures() {
    return {
        {"count", all_.size()}, {"p50_ms", at(0.5)}, {"p99_ms", at(0.99)}, {"p999_ms", at(0.999)}, {"max_ms", at(1)}};
  }

 private:
  std::vector<double> all_;
};

}  // namespace vigie::cli
