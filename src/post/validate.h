// What may enter the house. A source's codec builds an Item; this says whether it may be kept.
// Threads: pure functions. Errors: the first reason, as a sentence for the reject file.
#pragma once

#include <span>

#include "base/clock.h"
#include "base/limit.h"
#include "base/result.h"
#include "post/post.h"

namespace vigie::post {

constexpr std::size_t kIdBytesMax = 2'048;
constexpr std::size_t kSourceBytesMax = 256;
constexpr std::size_t kNameBytesMax = 4'096;      // Handles, names, brands, products, links' hosts.
constexpr std::size_t kTextBytesMax = 1'000'000;  // Text, title, summary, one alternative text.
constexpr std::size_t kUrlBytesMax = 8'192;
constexpr std::size_t kLinksMax = 1'000;  // Codecs of networks keep the first; a post with more is refused.
constexpr std::size_t kMediaMax = 100;
constexpr std::size_t kExtraBytesMax = 65'536;
constexpr std::uint64_t kCountMax = std::uint64_t{1} << 53;
constexpr std::int64_t kYearMin = 1990;
constexpr std::chrono::hours kFutureMax{24};

// Refuses: an empty id or source, broken UTF-8, a NUL, a control character in an id, a source or a
// handle, a time before 1990 or more than 24 h after `now`, sizes beyond the limits, counts beyond
// 2^53, a rating outside its scale, a text that is empty without a rating, media or, for a repost or
// quote, the post that it passes on. For deletions only the keys are looked at.
Result<void> validate(const Item& item, Time now);

std::span<const Limit> limits();

}  // namespace vigie::post
