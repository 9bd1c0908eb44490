#include "source/import_reader.h"

#include "base/check.h"
#include "source/line_chunks.h"

namespace vigie::source {
namespace {

constexpr std::size_t kLoadRecords = 512;
constexpr std::size_t kReadBytes = 256 * 1024;

Error stopped() { return unavailable("import: stopped before the end of the input"); }

// Gathers records one by one and hands them over in loads of kLoadRecords.
class Gather {
 public:
  explicit Gather(const ReadOptions& options) : options_(options) {}

  void refuse(const protocol::Refused& refused) {
    ++records_;
    rejects_.push_back(reject_of({refused.record, refused.line}, refused.reason, refused.bytes));
  }
  // Takes the items of one record.
  void take(const post::Batch& items, Place place, std::string_view raw) {
    ++records_;
    keep_valid(items, place, raw, options_.clock.now(), load_.batch, rejects_);
  }
  bool flush_if_full() { return records_ < kLoadRecords || flush(); }
  bool flush() {
    if (records_ == 0) return true;
    return options_.hand_over(std::exchange(load_, Load{}), std::exchange(records_, 0), std::exchange(rejects_, {}));
  }

 private:
  const ReadOptions& options_;
  Load load_;
  std::vector<Reject> rejects_;
  std::uint64_t records_ = 0;
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
        gather.take(row, {about.record, about.line}, about.bytes);
        break;
      case State::kRefused:
        gather.refuse(about);
        break;
      case State::kMore:
        check(!ended, "csv: asks for more after its end");
        const auto more = feed(input, rows, room);
        if (!more && options.stop) return stopped();
        if (!more) {
          gather.refuse({rows.record_count() + 1, 0, more.error().message, {}});
          return more.error();
        }
        ended = !*more;
    }
  }
  return stopped();
}

Result<std::string> read_whole(Unpack& input, std::size_t bytes_max) {
  std::string out;
  while (true) {
    const std::size_t old = out.size();
    out.resize(old + kReadBytes);
    const auto count = input.read({out.data() + old, kReadBytes});
    if (!count) return count.error();
    out.resize(old + *count);
    if (*count == 0) return out;
    if (out.size() > bytes_max) return invalid("document: longer than " + std::to_string(bytes_max) + " bytes");
  }
}

}  // namespace

Result<void> read_lines(Unpack& input, const std::shared_ptr<const Decoder>& decoder, const ReadOptions& options) {
  LineChunks chunks(input);
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
      // What the input broke off is refused as the record that it would have been.
      options.hand_over({}, 1, {reject_of(chunks.place(), more.error().message, chunks.broken())});
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

Result<void> read_document(Unpack& input, std::size_t bytes_max, const ReadDocument& read, const Settings& settings,
                           const ReadOptions& options) {
  Gather gather(options);
  const auto bytes = read_whole(input, bytes_max);
  if (!bytes && options.stop) return stopped();
  if (!bytes) {
    gather.refuse({1, 0, bytes.error().message, {}});
    gather.flush();
    return bytes.error();
  }
  if (bytes->find_first_not_of(" \t\r\n") == std::string::npos) return {};  // Nothing said is nothing wrong.
  post::Batch items;
  bool open = true;
  const auto count = read(*bytes, items, [&](const protocol::Refused& refused) { gather.refuse(refused); });
  if (!count) return count.error();
  const protocol::TimeFormat times;
  post::Batch one;
  std::uint64_t record = 0;
  for (const auto& item : items.items()) {
    one.clear();
    auto& copy = one.add(item);
    for (const auto& setting : settings) {
      if (auto ok = protocol::set_field(copy.post, setting.field, setting.value, times, one.arena()); !ok) return ok;
    }
    gather.take(one, {++record, 0}, item.post.id);
    open = open && gather.flush_if_full();
  }
  return gather.flush() && open ? Result<void>{} : Result<void>(stopped());
}

}  // namespace vigie::source
