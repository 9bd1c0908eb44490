#include "cli/drill_scorecard.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "cli/drill_show.h"
#include "cli/progress.h"

namespace vigie::cli {
namespace {

using rehearsal::Outcome;

constexpr std::size_t kNameColumns = 34;
constexpr std::size_t kColumns = 14;
constexpr std::size_t kPointsOfBar = 4;  // Two hours of half hours each.

std::string padded(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + text;
}

std::string row(const std::string& name, const std::vector<Outcome>& outcomes,
                const std::function<std::string(const Outcome&)>& cell) {
  std::string out = name + std::string(kNameColumns - std::min(kNameColumns, name.size()), ' ');
  for (const auto& outcome : outcomes) out += padded(cell(outcome), kColumns);
  return out + "\n";
}

// "16 h 24 min"
std::string span_text(std::optional<Micros> span) {
  if (!span) return "-";
  const auto minutes = std::chrono::floor<std::chrono::minutes>(*span).count();
  if (minutes < 60) return std::to_string(minutes) + " min";
  return std::to_string(minutes / 60) + " h " + (minutes % 60 < 10 ? "0" : "") + std::to_string(minutes % 60) + " min";
}

std::string percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

template <typename Count>
std::uint64_t sum(const Outcome& outcome, Count count) {
  std::uint64_t out = 0;
  for (const auto& point : outcome.curve) out += point.*count;
  return out;
}

std::vector<std::uint64_t> bars_of(const Outcome& outcome) {
  std::vector<std::uint64_t> bars((outcome.curve.size() + kPointsOfBar - 1) / kPointsOfBar);
  for (std::size_t i = 0; i < outcome.curve.size(); ++i) bars[i / kPointsOfBar] += outcome.curve[i].critical;
  return bars;
}

// One line a policy, all to the same height.
std::string curves(const std::vector<Outcome>& outcomes) {
  static constexpr std::array<std::string_view, 8> kBlocks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::uint64_t most = 1;
  for (const auto& outcome : outcomes) {
    for (const auto bar : bars_of(outcome)) most = std::max(most, bar);
  }
  std::string out;
  for (const auto& outcome : outcomes) {
    const std::string name(rehearsal::name_of(outcome.policy));
    out += "  " + name + std::string(10 - std::min<std::size_t>(10, name.size()), ' ');
    for (const auto bar : bars_of(outcome)) out += kBlocks[std::min<std::size_t>(7, bar * 8 / (most + 1))];
    out += "\n";
  }
  return out;
}

}  // namespace

std::string scorecard_text(const std::vector<Outcome>& outcomes, Time opening, bool french) {
  if (outcomes.empty()) return "";
  const auto each = [&](const std::string& name, const std::function<std::string(const Outcome&)>& cell) {
    return row(name, outcomes, cell);
  };
  std::string out = each("", [](const Outcome& o) { return std::string(rehearsal::name_of(o.policy)); });
  out += each("turn leaves its band after", [](const Outcome& o) { return span_text(o.figures.detect); });
  out += each("first answer after", [](const Outcome& o) { return span_text(o.figures.first_answer); });
  out += each("answered", [](const Outcome& o) { return percent(o.figures.answered_share); });
  out += each("let stand", [](const Outcome& o) { return grouped(o.figures.let_stand); });
  out += each("removed", [](const Outcome& o) { return grouped(o.figures.removals); });
  out += each("members who defend", [](const Outcome& o) { return grouped(o.figures.defenders); });
  out += each("critical posts", [](const Outcome& o) { return grouped(sum(o, &rehearsal::CurvePoint::critical)); });
  out += each("  in the worst hour", [](const Outcome& o) { return grouped(o.figures.peak); });
  out += each("  which ends", [&](const Outcome& o) {
    return o.figures.peak_at ? day_and_hour(opening + *o.figures.peak_at) : std::string("-");
  });
  out += each("half of it left after", [](const Outcome& o) { return span_text(o.figures.half_life); });
  out += "\nCritical posts, two hours a bar, from " + day_and_hour(opening) + ":\n" + curves(outcomes) + "\n";
  const auto& teaches = rehearsal::teaches();
  return out + wrapped(french ? teaches.fr : teaches.en, 78);
}

}  // namespace vigie::cli
