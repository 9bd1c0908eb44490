// What the place refuses for its size or haste; told by `vigie limits`.
// Threads: constants.
#pragma once

#include <chrono>
#include <cstddef>
#include <span>

#include "base/limit.h"

namespace vigie::community {

// What anybody may write, in code points.
inline constexpr std::size_t kTextPointsMax = 10'000;
inline constexpr std::size_t kTitlePointsMax = 200;
inline constexpr std::size_t kPseudonymPointsMin = 2;
inline constexpr std::size_t kPseudonymPointsMax = 40;

// What the brand may write, in code points.
inline constexpr std::size_t kBrandPointsMax = 80;
inline constexpr std::size_t kTaglinePointsMax = 200;
inline constexpr std::size_t kContactPointsMax = 300;
inline constexpr std::size_t kPageTextPointsMax = 20'000;
inline constexpr std::size_t kCardPointsMax = 4'000;  // Each answer of a motive card.
inline constexpr std::size_t kReasonPointsMax = 300;  // One reason for removal.
inline constexpr std::size_t kReasonsMax = 20;        // Of one card.
inline constexpr std::size_t kSlugBytesMax = 60;
inline constexpr std::size_t kPagesMax = 1'000;

// What is shown at once.
inline constexpr std::size_t kContributionsShown = 20;
inline constexpr std::size_t kRepliesShown = 100;
inline constexpr std::size_t kFeedEntries = 50;

// A form holds one contribution ten times too long, each of its letters as %XX%XX%XX%XX: it is refused with
// what was typed, and not with an empty page.
inline constexpr std::size_t kFormBytesMax = 2 << 20;
inline constexpr std::chrono::hours kFormHolds{24};
inline constexpr std::chrono::hours kClockSkewMax{24};  // A date of the experience so far ahead is still today.

// Contributions of one address on one page: so many at once, and then one each …
inline constexpr unsigned kRateBurst = 10;
inline constexpr std::chrono::seconds kRateEvery{30};
inline constexpr std::size_t kRateKeptMax = 10'000;  // Addresses and pages that are remembered.

// Small samples are told as small.
inline constexpr std::size_t kSmallCount = 30;

std::span<const Limit> limits();

}  // namespace vigie::community
