// One line on the terminal that tells how far a long command is: count, rate, share, time left.
// Nothing is written when standard error is no terminal.
// Threads: show() from any, one at a time. Errors: none.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cli/tools.h"

namespace vigie::cli {

class Progress {
 public:
  Progress(const Tools& tools, std::string noun) : tools_(tools), noun_(std::move(noun)) {}
  ~Progress();  // Leaves an empty line.

  // `share` of the work done in [0, 1]; below 0 when it is not known.
  void show(std::uint64_t count, double share);
  void show_line(std::string_view line);  // Of the caller's own making.
  void clear();                           // Makes room for a line of the output; the next show() comes at once.

 private:
  bool is_time();

  const Tools& tools_;
  std::string noun_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_{};
  bool anything_ = false;
};

std::string bar_of(double share);           // [####....]
std::string grouped(std::uint64_t number);  // 308,000

}  // namespace vigie::cli
