// The three ways to read a file into loads: by records that follow each other, by rows, as a feed.
// Loads are bounded by records and bytes. What has come from a slow writer is handed over while it is silent.
// Threads: the caller's. Errors: a file that cannot be read to its end, or that is not of its
// format at all; what was handed over before stays handed over.
#pragma once

#include <atomic>
#include <functional>

#include "base/clock.h"
#include "base/result.h"
#include "protocol/csv.h"
#include "protocol/feed.h"
#include "source/chunks.h"
#include "source/decoders.h"
#include "source/intake.h"
#include "source/unpack.h"

namespace vigie::source {

// Takes a load that holds `records` records, those of `early` included, which never became items.
// False: no more is taken.
using HandOver = std::function<bool(Load load, std::uint64_t records, std::vector<Reject> early)>;

struct ReadOptions {
  const Clock& clock;
  const std::atomic<bool>& stop;
  HandOver hand_over;
};

Result<void> read_records(Chunks& chunks, const std::shared_ptr<const Decoder>& decoder, const ReadOptions& options);
Result<void> read_rows(Unpack& input, protocol::CsvPosts& rows, const ReadOptions& options);
Result<void> read_entries(protocol::FeedPosts& entries, const Settings& settings, const ReadOptions& options);

}  // namespace vigie::source
