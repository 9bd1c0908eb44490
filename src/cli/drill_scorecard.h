// How a week-end went under each policy, side by side, as a terminal shows it.
// Threads: pure function. Errors: none.
#pragma once

#include <string>
#include <vector>

#include "rehearsal/rehearse.h"

namespace vigie::cli {

// A table with a column for each outcome, and how criticism rose and fell. `opening`: of the
// scenario, as it is played.
std::string scorecard_text(const std::vector<rehearsal::Outcome>& outcomes, Time opening, bool french);

}  // namespace vigie::cli
