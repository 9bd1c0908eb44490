// The posts of the last hours, read from the store after a start, so that trends have something to compare with.
// Threads: any. Errors: what the store says.
#pragma once

#include <cstdint>
#include <functional>

#include "base/clock.h"
#include "base/result.h"
#include "query/document.h"
#include "store/store.h"

namespace vigie::trend {

// Hands over the posts of [now - kPastHours, now), five minutes after five minutes, as many whole hours as hold at most
// kPastPosts; until `look` says false. How many they were.
Result<std::uint64_t> read_posts(const store::Store& store, Time now,
                                 const std::function<bool(const query::Document&)>& look);

}  // namespace vigie::trend
