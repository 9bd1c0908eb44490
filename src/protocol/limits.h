// What the codecs refuse or cut for its size. Threads: immutable values.
#pragma once

#include <cstddef>
#include <span>

#include "base/limit.h"

namespace vigie::protocol {

constexpr std::size_t kLineBytesMax = 4'194'304;   // One JSON line, one Jetstream event, one Status.
constexpr std::size_t kFeedBytesMax = 16'777'216;  // One feed.
constexpr std::size_t kFeedEntriesMax = 10'000;
constexpr std::size_t kFeedAttributesMax = 64;      // Of one element.
constexpr std::size_t kNestingMax = 64;             // Arrays and objects in one another, in JSON and in feeds' XML.
constexpr std::size_t kCsvRowBytesMax = 4'194'304;  // Quotes and line breaks included.
constexpr std::size_t kCsvColumnsMax = 1'000;

std::span<const Limit> limits();

}  // namespace vigie::protocol
