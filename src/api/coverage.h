// What share of a span was really heard, and where nothing was: beside every series. Threads: pure but for the ledger
// that is read. Errors: none.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "alert/stretches.h"
#include "api/call.h"

namespace vigie::api {

// Of the sources from which posts of the query can come.
std::vector<alert::SourceCoverage> heard_of(const Call& call, const query::Query& query, const store::Span& span);

// Adds to a series of that span and step, whose steps are all there under that name: `coverage`, of each of them too,
// and `gaps`; of the sources from which posts of the query can come. Null: none was to be heard then, or the span is as
// it was known at a time: what was read since is kept as heard, and only gaps that are still open are told.
void add_coverage(const Call& call, const query::Query& query, const store::Span& span, Micros step,
                  nlohmann::json& series, std::string_view steps = "buckets");

nlohmann::json share_json(const std::optional<double>& share);

// At most kGapsMax: where there are more, those that lie close together are told as one; of more sources than
// that, the first.
nlohmann::json gaps_json(std::vector<alert::Gap> gaps);

}  // namespace vigie::api
