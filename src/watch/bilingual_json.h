// Words in both languages, as the contract has them. Threads: pure function. Errors: none.
#pragma once

#include <nlohmann/json.hpp>

#include "rehearsal/scenario.h"

namespace vigie::watch {

inline nlohmann::json both(const rehearsal::Bilingual& words) { return {{"fr", words.fr}, {"en", words.en}}; }

}  // namespace vigie::watch
