// The past of a watch, minute by minute, as the store has it. By this a watch is warmed, and a rule is tried on last
// month. Threads: any. Errors: what the store says.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "alert/minute.h"
#include "alert/stretches.h"
#include "base/result.h"
#include "store/store.h"

namespace vigie::alert {

constexpr Micros kWarmFrom = std::chrono::days(28);

// The query of the posts that somebody wrote, those of them that are critical. None: it is as long as one may be.
std::optional<query::Query> written_by(const std::string& query);
std::optional<query::Query> critical_of(const std::string& query);

// Since when a house listens, and where it did not.
struct Listened {
  Time since{};
  Covered covered;
};

// Each minute of [span.from, span.to), whole minutes, empty ones too, in order. They begin with the first post ever, or
// so long before as somebody listened, a day at most: before that, silence says nothing. Cost: two histograms a week.
// How many questions were asked.
Result<std::size_t> each_minute(const store::Store& store, const std::string& query, const store::Span& span,
                                const Listened& listened, const std::function<void(const MinuteCounts&)>& on_minute);

}  // namespace vigie::alert
