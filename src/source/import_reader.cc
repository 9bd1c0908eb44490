#include "source/import_reader.h"

#include <utility>

#include "base/check.h"

namespace vigie::source {
namespace {

constexpr std::size_t kReadBytes = 256 * 1024;

Error stopped() { return unavailable("stopped before the end of the input"); }

// Gathers records one by one into loads.
class Gather {
 public:
  explicit Gather(const ReadOptions& options) : options_(options) {}

  bool empty() const { return records_ == 0; }
  void refuse(const protocol::Refused& refused) {
    begin(refused);
    rejects_.push_back(reject_of({refused.record, refused.line}, refused.reason, refused.bytes));
  }
  // Takes the items of one record.
  void take(const post::Batch& items, const protocol::Refused& about) {
    begin(about);
    keep_valid(items, {about.record, about.line}, about.bytes, options_.clock.now(), load_.batch, rejects_);
  }
  bool flush_if_full() { return (records_ < kLoadRecordsMax && bytes_ < kLoadBytesMax) || flush(); }
  bool flush() {
    if (records_ == 0) return true;
    bytes_ = 0;
    return options_.hand_over(std::exchange(load_, Load{}), std::exchange(records_, 0), std::exchange(rejects_, {}));
  }

 private:
  void begin(const protocol::Refused& about) {
    if (records_++ == 0) load_.first = {about.record, about.line};
    bytes_ += about.bytes.size();
  }

  const ReadOptions& options_;
  Load load_;
  std::vector<Reject> rejects_;
  std::uint64_t records_ = 0;
  std::size_t bytes_ = 0;
};

// Feeds `rows` with what comes next of the file. False: the file had ended.
Result<bool> feed(Unpack& input, protocol::CsvPosts& rows, std::vector<char>& room) {
  const auto count = input.read(room);
  if (!count) return count.error();
  if (*count == 0) {
    rows.finish();
  } else {
    rows.feed({room.data(), *count});
  }
  return *count > 0;
}

Result<void> gather_rows(Unpack& input, protocol::CsvPosts& rows, const ReadOptions& options, Gather& gather) {
  using State = protocol::CsvPosts::State;
  std::vector<char> room(kReadBytes);
  post::Batch row;
  protocol::Refused about;
  bool ended = false;
  while (!options.stop && gather.flush_if_full()) {
    row.clear();
    const auto state = rows.next(row, about);
    if (!state) return state.error();
    switch (*state) {
      case State::kEnd:
        return {};
      case State::kAdded:
        gather.take(row, about);
        break;
      case State::kRefused:
        gather.refuse(about);
        break;
      case State::kMore:
        check(!ended, "csv: asks for more after its end");
        if (!gather.empty() && input.would_wait() && !gather.flush()) return stopped();
        const auto more = feed(input, rows, room);
        if (!more && options.stop) return stopped();
        if (!more) {
          const auto broken_off = rows.broken_off(more.error().message);
          if (!broken_off.bytes.empty()) gather.refuse(broken_off);
          return more.error();
        }
        ended = !*more;
    }
  }
  return stopped();
}

}  // namespace

Result<void> read_records(Chunks& chunks, const std::shared_ptr<const Decoder>& decoder, const ReadOptions& options) {
  Chunk chunk;
  while (!options.stop) {
    const auto more = chunks.next(chunk);
    if (chunk.records > 0) {
      Load load;
      load.raw = std::move(chunk.raw);
      load.decoder = decoder;
      load.first = chunk.first;
      if (!options.hand_over(std::move(load), chunk.records, std::move(chunk.rejects))) return stopped();
    }
    if (!more && options.stop) return stopped();
    if (!more) {
      // What the input broke off is refused as the record that it would have been, if only its place is known.
      if (!chunks.broken().empty() || chunks.place().record > 1) {
        options.hand_over({}, 1, {reject_of(chunks.place(), more.error().message, chunks.broken())});
      }
      return more.error();
    }
    if (!*more) return {};
  }
  return stopped();
}

Result<void> read_rows(Unpack& input, protocol::CsvPosts& rows, const ReadOptions& options) {
  Gather gather(options);
  auto done = gather_rows(input, rows, options, gather);
  if (!gather.flush()) return stopped();
  return done;
}

Result<void> read_entries(protocol::FeedPosts& entries, const Settings& settings, const ReadOptions& options) {
  Gather gather(options);
  post::Batch one;
  protocol::Refused about;
  while (!options.stop && gather.flush_if_full()) {
    one.clear();
    if (!entries.next(one, about)) return gather.flush() ? Result<void>{} : Result<void>(stopped());
    if (about.reason.empty()) {
      if (auto ok = settings.apply(one.items()[0], one.arena()); !ok) about.reason = ok.error().message;
    }
    if (about.reason.empty()) {
      gather.take(one, about);
    } else {
      gather.refuse(about);
    }
  }
  return stopped();
}

}  // namespace vigie::source
