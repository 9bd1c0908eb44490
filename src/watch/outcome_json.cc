#include "watch/outcome_json.h"

#include <nlohmann/json.hpp>

#include "base/time_text.h"

namespace vigie::watch {
namespace {

using nlohmann::json;

json ms_or_null(std::optional<Micros> span) {
  if (!span) return nullptr;
  return std::chrono::duration_cast<std::chrono::milliseconds>(*span).count();
}

json figures_json(const rehearsal::Figures& figures, Time opening) {
  return {{"detect_ms", ms_or_null(figures.detect)},
          {"first_answer_ms", ms_or_null(figures.first_answer)},
          {"answered_share", figures.answered_share},
          {"answered", figures.answered},
          {"wanted", figures.wanted},
          {"let_stand", figures.let_stand},
          {"removals", figures.removals},
          {"defenders", figures.defenders},
          {"peak", figures.peak},
          {"peak_at", figures.peak_at ? json(format_time(opening + *figures.peak_at)) : json(nullptr)},
          {"half_life_ms", ms_or_null(figures.half_life)}};
}

}  // namespace

json outcome_json(std::string_view policy, const rehearsal::Outcome& outcome, Time begin, Time opening) {
  json curve = json::array();
  for (const auto& point : outcome.curve) {
    curve.push_back({{"at", format_time(begin + point.at)},
                     {"posts", point.posts},
                     {"critical", point.critical},
                     {"defence", point.defence}});
  }
  return {{"policy", policy}, {"curve", std::move(curve)}, {"figures", figures_json(outcome.figures, opening)}};
}

}  // namespace vigie::watch
