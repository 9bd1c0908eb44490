// What came of stories played with their alerts, as a terminal shows it.
// Threads: pure function. Errors: none.
#pragma once

#include <string>
#include <vector>

#include "cli/alert_drill.h"

namespace vigie::cli {

// One playing in its own words; several of the same scenario by their middle and their slowest. Empty for none.
std::string alert_drill_text(const rehearsal::Scenario& scenario, const std::vector<AlertDrill>& drills, bool french);

}  // namespace vigie::cli
