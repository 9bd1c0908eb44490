#include "rehearsal/shipped.h"

#include <array>

namespace vigie::embedded {
std::string_view scenario_galerne();
}

namespace vigie::rehearsal {
namespace {

constexpr std::array<std::string_view, 1> kNames = {"galerne"};

}  // namespace

std::span<const std::string_view> shipped_names() { return kNames; }

std::string_view shipped_scenario(std::string_view name) {
  return name == kNames[0] ? embedded::scenario_galerne() : std::string_view();
}

}  // namespace vigie::rehearsal
