#include "rehearsal/shipped.h"

#include <algorithm>
#include <array>

namespace vigie::embedded {
std::string_view scenario_galerne();
std::string_view scenario_product_fault();
std::string_view scenario_bank_outage();
std::string_view scenario_false_rumour();
std::string_view scenario_copied_raid();
std::string_view scenario_slow_burn();
std::string_view scenario_silence();
std::string_view scenario_great_call();
std::string_view speech_everyday();
}  // namespace vigie::embedded

namespace vigie::rehearsal {
namespace {

constexpr std::array<std::string_view, 8> kNames = {"galerne",     "product-fault", "bank-outage", "false-rumour",
                                                    "copied-raid", "slow-burn",     "silence",     "great-call"};
constexpr std::array kTexts = {embedded::scenario_galerne,     embedded::scenario_product_fault,
                               embedded::scenario_bank_outage, embedded::scenario_false_rumour,
                               embedded::scenario_copied_raid, embedded::scenario_slow_burn,
                               embedded::scenario_silence,     embedded::scenario_great_call};
static_assert(kNames.size() == kTexts.size());

constexpr std::array<std::string_view, 1> kSpeeches = {"everyday"};

}  // namespace

std::span<const std::string_view> shipped_names() { return kNames; }

std::string_view shipped_scenario(std::string_view name) {
  const auto* found = std::find(kNames.begin(), kNames.end(), name);
  return found == kNames.end() ? std::string_view() : kTexts.at(static_cast<std::size_t>(found - kNames.begin()))();
}

std::span<const std::string_view> speech_names() { return kSpeeches; }

std::string_view shipped_speech(std::string_view name) {
  return name == kSpeeches[0] ? embedded::speech_everyday() : std::string_view();
}

}  // namespace vigie::rehearsal
