#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/time_text.h"
#include "cli/commands.h"
#include "cli/read_whole.h"
#include "signal/baseline.h"

namespace vigie::cli {
namespace {

constexpr Micros kFirstSpan = std::chrono::minutes(5);  // Of the first row, which has none before it.

struct CountRow {
  std::string_view timestamp, value;
  Time time{};
  double count = 0;
};

// Without an offset a time is of UTC.
std::optional<Time> time_of(std::string_view text) {
  if (auto time = parse_time(text)) return time;
  return parse_time(std::string(text) + "Z");
}

std::optional<double> number_of(std::string_view text) {
  double out = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (problem != std::errc() || end != text.data() + text.size() || !std::isfinite(out)) return std::nullopt;
  return out;
}

Result<CountRow> row_of(std::string_view line) {
  const auto comma = line.find(',');
  if (comma == std::string_view::npos) return invalid("is no timestamp,value");
  CountRow row{line.substr(0, comma), line.substr(comma + 1)};
  const auto time = time_of(row.timestamp);
  if (!time)
    return invalid("'" + std::string(row.timestamp.substr(0, 40)) + "' is no time such as 2026-01-31 09:30:00");
  const auto count = number_of(row.value);
  if (!count) return invalid("'" + std::string(row.value.substr(0, 40)) + "' is no number");
  row.time = *time;
  row.count = *count;
  return row;
}

}  // namespace

int run_eval_bursts(const EvalBurstsCommand& command, const Tools& tools) {
  const auto bytes = read_whole(command.file);
  if (!bytes) return tools.fail(bytes.error().message);
  std::string_view rest = *bytes;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  signal::Baseline baseline;
  signal::Rhythm rhythm;
  std::string out = "timestamp,value,anomaly_score\n";
  std::optional<Time> before;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const auto end = rest.find('\n');
    auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || (number == 1 && line == "timestamp,value")) continue;
    const auto row = row_of(line);
    if (!row) return tools.fail(command.file + ":" + std::to_string(number) + ": " + row.error().message);
    // A row tells what was counted since the row before.
    const Micros span = before ? std::max(Micros(0), row->time - *before) : kFirstSpan;
    const float surprise = baseline.close(row->time - span, span, row->count, rhythm);
    before = row->time;
    char score[16];
    std::snprintf(score, sizeof score, ",%.6f\n", static_cast<double>(surprise));
    out.append(row->timestamp).append(",").append(row->value).append(score);
  }
  if (!before) return tools.fail(command.file + ": no rows");
  tools.print(out);
  return kDone;
}

}  // namespace vigie::cli
