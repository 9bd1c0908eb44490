#include "source/decoders.h"

#include <algorithm>
#include <functional>

#include "base/ascii.h"
#include "base/guarded.h"
#include "post/validate.h"
#include "protocol/jetstream.h"
#include "protocol/json_lines.h"
#include "protocol/limits.h"
#include "protocol/mastodon.h"
#include "source/handles.h"
#include "source/value_chunks.h"

namespace vigie::source {
namespace {

// A cursor that names a time too far ahead for any post is not believed: to go on from it would miss all until then.
bool is_believable(std::uint64_t cursor, Time now) {
  return cursor < protocol::kTimeCursorsFrom || cursor <= static_cast<std::uint64_t>(micros_of(now + post::kFutureMax));
}

// Adds the items of one record to `out`; the cursor that it names, or 0.
Result<std::uint64_t> read_record(protocol::JsonLines& parser, std::string_view record, Time, post::Batch& out) {
  const auto ok = parser.read(record, out);
  return ok ? Result<std::uint64_t>(0) : Result<std::uint64_t>(ok.error());
}

// Events tell who an account is called now and then; its posts are told with what was heard last.
struct JetstreamReader {
  protocol::Jetstream codec;
  std::shared_ptr<Handles> handles;
};

Result<std::uint64_t> read_record(JetstreamReader& reader, std::string_view record, Time now, post::Batch& out) {
  const auto event = reader.codec.read(record, out);
  if (!event) return event.error();
  if (!event->handle.empty()) reader.handles->learn(event->did, event->handle);
  if (event->added && out.items().back().act == post::Act::kSay) {
    out.items().back().post.author.handle = out.arena().copy(reader.handles->find(event->did));
  }
  return is_believable(event->cursor, now) ? event->cursor : 0;
}

Result<std::uint64_t> read_record(protocol::Mastodon& parser, std::string_view record, Time, post::Batch& out) {
  const auto ok = parser.read(record, out);
  return ok ? Result<std::uint64_t>(0) : Result<std::uint64_t>(ok.error());
}

// Takes records by a parser that belongs to one thread: each call borrows one and gives it back.
template <typename Parser>
class RecordDecoder final : public Decoder {
 public:
  using Make = std::function<std::unique_ptr<Parser>()>;
  RecordDecoder(Settings settings, Records records, Make make)
      : settings_(std::move(settings)), end_(records == Records::kLines ? '\n' : kValueEnd), make_(std::move(make)) {}

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
        const auto named = decode_record(*parser, words, at, now, out, rejects);
        if (named != 0) cursor = named;
        ++place.record;
      }
      place.line += end_ == '\n' ? 1 : lines_in(record);
    }
    idle_.with([&](auto& idle) { idle.push_back(std::move(parser)); });
    return cursor;
  }

 private:
  std::unique_ptr<Parser> borrow() const {
    return idle_.with([&](auto& idle) {
      if (idle.empty()) return make_();
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
    const auto cursor = read_record(parser, record, now, out);
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
  Make make_;
  mutable Guarded<std::vector<std::unique_ptr<Parser>>> idle_;
};

}  // namespace

std::shared_ptr<const Decoder> json_lines_decoder(Settings settings, Records records) {
  return std::make_shared<RecordDecoder<protocol::JsonLines>>(std::move(settings), records,
                                                              [] { return std::make_unique<protocol::JsonLines>(); });
}
std::shared_ptr<const Decoder> jetstream_decoder(Settings settings, Records records) {
  const auto make = [handles = std::make_shared<Handles>()] {
    return std::make_unique<JetstreamReader>(JetstreamReader{protocol::Jetstream(), handles});
  };
  return std::make_shared<RecordDecoder<JetstreamReader>>(std::move(settings), records, make);
}
std::shared_ptr<const Decoder> mastodon_decoder(Settings settings, Records records) {
  return std::make_shared<RecordDecoder<protocol::Mastodon>>(std::move(settings), records,
                                                             [] { return std::make_unique<protocol::Mastodon>(); });
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
