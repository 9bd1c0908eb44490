// How well alerts told of what happened, as the API and `vigie drill --alerts --json` tell it.
// Threads: pure function. Errors: none.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/clock.h"
#include "rehearsal/alert_score.h"

namespace vigie::watch {

// Its times count from `base`. Members: "incidents", "false_alerts", "quiet_weeks".
nlohmann::json alert_score_json(const rehearsal::AlertScore& score, const rehearsal::Scenario& scenario, Time base);

}  // namespace vigie::watch
