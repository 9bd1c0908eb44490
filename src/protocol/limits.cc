#include "protocol/limits.h"

#include <array>

namespace vigie::protocol {
namespace {

constexpr std::array kLimits = {
    Limit{"protocol.line_bytes_max", kLineBytesMax, "bytes",
          "a longer JSON line, Jetstream event or Status is refused"},
    Limit{"protocol.feed_bytes_max", kFeedBytesMax, "bytes", "a longer feed is refused"},
    Limit{"protocol.feed_entries_max", kFeedEntriesMax, "entries", "further entries of a feed are refused"},
    Limit{"protocol.feed_attributes_max", kFeedAttributesMax, "attributes",
          "further ones of an element are not looked at"},
    Limit{"protocol.nesting_max", kNestingMax, "levels", "deeper JSON is refused, deeper XML is read as text"},
    Limit{"protocol.csv_row_bytes_max", kCsvRowBytesMax, "bytes", "a longer row is refused"},
    Limit{"protocol.csv_columns_max", kCsvColumnsMax, "columns", "a row with more is refused"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

}  // namespace vigie::protocol
