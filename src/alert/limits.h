// What alerts keep and read at most; told by `vigie limits`. Threads: constants.
#pragma once

#include <cstddef>
#include <span>

#include "base/limit.h"

namespace vigie::alert {

constexpr std::size_t kPostsBehind = 20;
constexpr std::size_t kPostsOfAuthor = 3;  // Of those, by one author.
constexpr std::size_t kTopNames = 10;      // Words, authors, networks.
constexpr std::size_t kKeysMax = 200;
constexpr std::size_t kEvidencePostsMax = 2'000;  // Read for one update.
constexpr std::size_t kAlertsKept = 1'000;        // Older ones that have ended are forgotten.
constexpr std::size_t kOpenMax = 200;             // Incidents at once; one more does not begin.
constexpr std::size_t kSeriesMax = 1'000'000;
constexpr std::size_t kReadsAMinute = 500;  // Questions to the store; what finds none left waits for the next minute.
constexpr std::size_t kNamedWaitingMax = 100'000;  // Pairs of a rule and a watch that wait to be asked.

std::span<const Limit> limits();

}  // namespace vigie::alert
