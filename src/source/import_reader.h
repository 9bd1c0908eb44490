// The three ways to read a file into loads: by lines, by rows, as one document.
// Threads: the caller's. Errors: a file that cannot be read to its end, or that is not of its
// format at all; what was handed over before stays handed over.
#pragma once

#include <atomic>
#include <functional>

#include "base/clock.h"
#include "base/result.h"
#include "protocol/csv.h"
#include "source/decoders.h"
#include "source/intake.h"
#include "source/unpack.h"

namespace vigie::source {

// Takes a load that holds `records` records, those of `early` included, which never became items.
// False: the house is closing.
using HandOver = std::function<bool(Load load, std::uint64_t records, std::vector<Reject> early)>;

struct ReadOptions {
  const Clock& clock;
  const std::atomic<bool>& stop;
  HandOver hand_over;
};

Result<void> read_lines(Unpack& input, const std::shared_ptr<const Decoder>& decoder, const ReadOptions& options);
Result<void> read_rows(Unpack& input, protocol::CsvPosts& rows, const ReadOptions& options);

// Turns a whole document into items; a record that is no post goes to the callback.
using ReadDocument =
    std::function<Result<std::size_t>(std::string_view bytes, post::Batch& out, const protocol::OnRefused& on_refused)>;
Result<void> read_document(Unpack& input, std::size_t bytes_max, const ReadDocument& read, const Settings& settings,
                           const ReadOptions& options);

}  // namespace vigie::source
