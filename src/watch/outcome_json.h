// One playing of a rehearsal as JSON: its curve and its figures, as the API and the terminal give them.
// Threads: pure function. Errors: none.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "rehearsal/rehearse.h"

namespace vigie::watch {

// `begin` and `opening`: of the scenario, as it is played.
nlohmann::json outcome_json(std::string_view policy, const rehearsal::Outcome& outcome, Time begin, Time opening);

}  // namespace vigie::watch
