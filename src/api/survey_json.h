// The figures of a survey as JSON: how many, of how many, and how far a share may be off.
// Threads: pure functions. Errors: none.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "signal/difference.h"
#include "signal/share.h"
#include "survey/moods.h"

namespace vigie::api {

// {"share", "low", "high"}
nlohmann::json interval_json(const signal::Share& share);
// The same with {"part", "whole"}.
nlohmann::json part_json(const signal::Share& share);
nlohmann::json difference_json(const signal::Difference& difference);
// {"n", "negative", "neutral", "positive", "enough", "negative_share": {…}, "positive_share": {…}}
nlohmann::json moods_json(const survey::Moods& moods);
// {"n", "negative", "neutral", "positive"}
nlohmann::json mood_counts_json(const survey::Moods& moods);

}  // namespace vigie::api
