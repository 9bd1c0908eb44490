#include "measured.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <sstream>

#include "spoken.h"

namespace vigie::bench {

// Not getrusage(): it counts what the program held that started this one.
std::uint64_t most_memory_bytes() {
  for (const auto& line : read_lines("/proc/self/status")) {
    constexpr std::string_view kName = "VmHWM:";
    if (line.starts_with(kName)) return std::stoull(line.substr(kName.size())) * 1024;
  }
  return 0;
}

std::uint64_t bytes_in(const std::string& folder) {
  std::uint64_t out = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) out += entry.file_size();
  }
  return out;
}

double quantile(std::vector<double> values, double at) {
  if (values.empty()) return 0;
  const auto rank = static_cast<std::size_t>(std::ceil(at * static_cast<double>(values.size())));
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

void tell(const std::vector<std::pair<std::string_view, double>>& figures) {
  std::string out = "{";
  for (const auto& [name, value] : figures) {
    char number[64];
    std::snprintf(number, sizeof number, "%.9g", value);
    out += (out.size() > 1 ? ", \"" : "\"") + std::string(name) + "\": " + number;
  }
  std::printf("%s}\n", out.c_str());
  std::fflush(stdout);
}

std::vector<Question> read_questions(const std::string& path) {
  std::vector<Question> out;
  for (const auto& line : read_lines(path)) {
    std::istringstream words(line);
    std::string kind;
    words >> kind;
    Question question{kind == "phrase", {}};
    for (std::string word; words >> word;) question.words.push_back(word);
    out.push_back(question);
  }
  return out;
}

std::vector<std::uint64_t> read_sizes(const std::string& commas) {
  std::vector<std::uint64_t> out;
  std::istringstream in(commas);
  for (std::string number; std::getline(in, number, ',');) out.push_back(std::stoull(number));
  return out;
}

}  // namespace vigie::bench
