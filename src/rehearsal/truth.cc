#include "rehearsal/truth.h"

#include <array>

namespace vigie::rehearsal {
namespace {

constexpr std::array<std::string_view, 13> kIntents = {"chat",  "share",  "ask",    "complain", "praise",
                                                       "thank", "joke",   "attack", "defend",   "report",
                                                       "enter", "review", "answer"};

}  // namespace

std::string_view name_of(Intent intent) { return kIntents[static_cast<std::size_t>(intent)]; }

}  // namespace vigie::rehearsal
