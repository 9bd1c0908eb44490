// What every program of the bench tells, and how it measures: time, memory, bytes on disk, quantiles.
// Threads: values.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vigie::bench {

// Adds up stretches of time.
class Stopwatch {
 public:
  void start() { begin_ = std::chrono::steady_clock::now(); }
  void stop() { total_ += std::chrono::steady_clock::now() - begin_; }
  double seconds() const { return std::chrono::duration<double>(total_).count(); }
  void reset() { total_ = {}; }

 private:
  std::chrono::steady_clock::time_point begin_{};
  std::chrono::steady_clock::duration total_{};
};

std::uint64_t most_memory_bytes();                       // Resident, since the start.
std::uint64_t bytes_in(const std::string& folder);       // Of all files below.
double quantile(std::vector<double> values, double at);  // `at` in [0, 1]; by nearest rank.

// One line of JSON on standard output: names and numbers.
void tell(const std::vector<std::pair<std::string_view, double>>& figures);

// A question that all engines are asked: words that a post must hold, or a phrase.
struct Question {
  bool phrase = false;
  std::vector<std::string> words;
};
std::vector<Question> read_questions(const std::string& path);  // `all TAB w w w` or `phrase TAB w w`.
std::vector<std::uint64_t> read_sizes(const std::string& commas);

constexpr int kTimedRounds = 3;    // After one that warms up and whose answers are compared.
constexpr std::size_t kPage = 20;  // Newest first.

}  // namespace vigie::bench
