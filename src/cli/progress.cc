#include "cli/progress.h"

namespace vigie::cli {
namespace {

constexpr std::chrono::milliseconds kShowEvery{200};
constexpr int kBarWidth = 24;

std::string bar_of(double share) {
  const int full = static_cast<int>(share * kBarWidth);
  return "[" + std::string(static_cast<std::size_t>(full), '#') +
         std::string(static_cast<std::size_t>(kBarWidth - full), '.') + "]";
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string out = std::to_string(number);
  for (auto place = static_cast<std::ptrdiff_t>(out.size()) - 3; place > 0; place -= 3) {
    out.insert(static_cast<std::size_t>(place), ",");
  }
  return out;
}

void Progress::show(std::uint64_t count, double share) {
  const auto now = std::chrono::steady_clock::now();
  if (!tools_.err_is_terminal || now - shown_ < kShowEvery) return;
  shown_ = now;
  anything_ = true;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  const double rate = seconds > 0 ? static_cast<double>(count) / seconds : 0;
  std::string line =
      "\r\x1b[K" + grouped(count) + " " + noun_ + ", " + grouped(static_cast<std::uint64_t>(rate)) + "/s";
  if (share > 0.001 && share <= 1) {
    const auto left = static_cast<std::uint64_t>(seconds / share * (1 - share));
    line += "  " + bar_of(share) + " " + std::to_string(static_cast<int>(share * 100)) + " %, " + std::to_string(left) +
            " s left";
  }
  std::fputs(line.c_str(), tools_.err);
  std::fflush(tools_.err);
}

Progress::~Progress() {
  if (anything_) std::fputs("\r\x1b[K", tools_.err);
}

}  // namespace vigie::cli
