#include "source/decoders.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/guarded.h"
#include "post/validate.h"
#include "protocol/jetstream.h"
#include "protocol/json_lines.h"
#include "protocol/mastodon.h"
#include "source/value_chunks.h"

namespace vigie::source {
namespace {

// Adds the items of one record to `out`; the cursor that it names, or 0.
Result<std::uint64_t> read_record(protocol::JsonLines& parser, std::string_view record, post::Batch& out) {
  const auto ok = parser.read(record, out);
  return ok ? Result<std::uint64_t>(0) : Result<std::uint64_t>(ok.error());
}

Result<std::uint64_t> read_record(protocol::Jetstream& parser, std::string_view record, post::Batch& out) {
  const auto event = parser.read(record, out);
  return event ? Result<std::uint64_t>(event->cursor) : Result<std::uint64_t>(event.error());
}

Result<std::uint64_t> read_record(protocol::Mastodon& parser, std::string_view record, post::Batch& out) {
  const auto ok = parser.read(record, out);
  return ok ? Result<std::uint64_t>(0) : Result<std::uint64_t>(ok.error());
}

// Takes records by a parser that belongs to one thread: each call borrows one and gives it back.
template <typename Parser>
class RecordDecoder final : public Decoder {
 public:
  RecordDecoder(Settings settings, Records records)
      : settings_(std::move(settings)), end_(records == Records::kLines ? '\n' : kValueEnd) {}

  std::uint64_t decode(std::string_view raw, Place place, Time now, post::Batch& out,
                       std::vector<Reject>& rejects) const override {
    auto parser = borrow();
    std::uint64_t cursor = 0;
    while (!raw.empty()) {
      const std::size_t size = std::min(raw.find(end_), raw.size());
      const auto record = raw.substr(0, size);
      raw.remove_prefix(std::min(size + 1, raw.size()));
      const auto words = trimmed(record);
      if (!words.empty()) {
        const Place at{place.record, place.line + lines_before(words, record)};
        cursor = std::max(cursor, decode_record(*parser, words, at, now, out, rejects));
        ++place.record;
      }
      place.line += end_ == '\n' ? 1 : lines_in(record);
    }
    idle_.with([&](auto& idle) { idle.push_back(std::move(parser)); });
    return cursor;
  }

 private:
  std::unique_ptr<Parser> borrow() const {
    return idle_.with([](auto& idle) {
      if (idle.empty()) return std::make_unique<Parser>();
      auto parser = std::move(idle.back());
      idle.pop_back();
      return parser;
    });
  }

  std::uint64_t lines_before(std::string_view words, std::string_view record) const {
    return end_ == '\n' ? 0 : lines_in(record.substr(0, static_cast<std::size_t>(words.data() - record.data())));
  }

  std::uint64_t decode_record(Parser& parser, std::string_view record, Place place, Time now, post::Batch& out,
                              std::vector<Reject>& rejects) const {
    const std::size_t before = out.size();
    const auto cursor = read_record(parser, record, out);
    auto ok = cursor ? Result<void>{} : Result<void>(cursor.error());
    for (std::size_t i = before; ok && i < out.size(); ++i) {
      ok = settings_.apply(out.items()[i], out.arena());
      if (ok) ok = post::validate(out.items()[i], now);
    }
    if (ok) return *cursor;
    out.shrink(before);
    rejects.push_back(reject_of(place, ok.error().message, record));
    return cursor ? *cursor : 0;  // A post that may not be kept has still been passed.
  }

  Settings settings_;
  char end_;
  mutable Guarded<std::vector<std::unique_ptr<Parser>>> idle_;
};

}  // namespace

std::shared_ptr<const Decoder> json_lines_decoder(Settings settings, Records records) {
  return std::make_shared<RecordDecoder<protocol::JsonLines>>(std::move(settings), records);
}
std::shared_ptr<const Decoder> jetstream_decoder(Settings settings, Records records) {
  return std::make_shared<RecordDecoder<protocol::Jetstream>>(std::move(settings), records);
}
std::shared_ptr<const Decoder> mastodon_decoder(Settings settings, Records records) {
  return std::make_shared<RecordDecoder<protocol::Mastodon>>(std::move(settings), records);
}

void keep_valid(const post::Batch& from, Place place, std::string_view raw, Time now, post::Batch& out,
                std::vector<Reject>& rejects) {
  for (const auto& item : from.items()) {
    const auto ok = post::validate(item, now);
    if (ok) {
      out.add(item);
    } else {
      rejects.push_back(reject_of(place, ok.error().message, raw));
    }
  }
}

}  // namespace vigie::source
