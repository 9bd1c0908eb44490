#include "rehearsal/shipped.h"

#include <array>

// Laid into the binary by `shipped.S`.
extern "C" {
extern const char vigie_scenario_galerne_begin[];
extern const char vigie_scenario_galerne_end[];
}

namespace vigie::rehearsal {
namespace {

constexpr std::array<std::string_view, 1> kNames = {"galerne"};

}  // namespace

std::span<const std::string_view> shipped_names() { return kNames; }

std::string_view shipped_scenario(std::string_view name) {
  if (name != kNames[0]) return {};
  return {vigie_scenario_galerne_begin,
          static_cast<std::size_t>(vigie_scenario_galerne_end - vigie_scenario_galerne_begin)};
}

}  // namespace vigie::rehearsal
