#include "rehearsal/truth.h"

#include <algorithm>
#include <array>

namespace vigie::rehearsal {
namespace {

constexpr std::array<std::string_view, 12> kIntents = {"chat", "share",  "ask",    "complain", "praise", "thank",
                                                       "joke", "attack", "defend", "report",   "enter",  "review"};

}  // namespace

std::string_view name_of(Intent intent) { return kIntents[static_cast<std::size_t>(intent)]; }

std::optional<Intent> intent_of(std::string_view name) {
  const auto found = std::find(kIntents.begin(), kIntents.end(), name);
  if (found == kIntents.end()) return std::nullopt;
  return static_cast<Intent>(found - kIntents.begin());
}

}  // namespace vigie::rehearsal
