#include "cli/progress.h"

namespace vigie::cli {
namespace {

constexpr std::chrono::milliseconds kShowEvery{200};
constexpr int kBarWidth = 24;

}  // namespace

std::string bar_of(double share) {
  const int full = static_cast<int>(share * kBarWidth);
  return "[" + std::string(static_cast<std::size_t>(full), '#') +
         std::string(static_cast<std::size_t>(kBarWidth - full), '.') + "]";
}

std::string grouped(std::uint64_t number) {
  std::string out = std::to_string(number);
  for (auto place = static_cast<std::ptrdiff_t>(out.size()) - 3; place > 0; place -= 3) {
    out.insert(static_cast<std::size_t>(place), ",");
  }
  return out;
}

bool Progress::is_time() { return tools_.err_is_terminal && std::chrono::steady_clock::now() - shown_ >= kShowEvery; }

void Progress::show_line(std::string_view line) {
  if (!is_time()) return;
  shown_ = std::chrono::steady_clock::now();
  anything_ = true;
  std::fprintf(tools_.err, "\r\x1b[K%.*s", static_cast<int>(line.size()), line.data());
  std::fflush(tools_.err);
}

void Progress::show(std::uint64_t count, double share) {
  if (!is_time()) return;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  const double rate = seconds > 0 ? static_cast<double>(count) / seconds : 0;
  std::string line = grouped(count) + " " + noun_ + ", " + grouped(static_cast<std::uint64_t>(rate)) + "/s";
  if (share > 0.001 && share <= 1) {
    const auto left = static_cast<std::uint64_t>(seconds / share * (1 - share));
    line += "  " + bar_of(share) + " " + std::to_string(static_cast<int>(share * 100)) + " %, " + std::to_string(left) +
            " s left";
  }
  show_line(line);
}

void Progress::clear() {
  if (anything_) std::fputs("\r\x1b[K", tools_.err);
  anything_ = false;
  shown_ = {};
}

Progress::~Progress() { clear(); }

}  // namespace vigie::cli
