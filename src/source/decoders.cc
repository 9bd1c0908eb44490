#include "source/decoders.h"

#include <algorithm>

#include "base/guarded.h"
#include "post/validate.h"
#include "protocol/jetstream.h"
#include "protocol/json_lines.h"
#include "protocol/limits.h"
#include "protocol/mastodon.h"

namespace vigie::source {
namespace {

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

// Adds the items of one line to `out`; the cursor that the line names, or 0.
Result<std::uint64_t> read_line(protocol::JsonLines& parser, std::string_view line, post::Batch& out) {
  const auto ok = parser.read(line, out);
  return ok ? Result<std::uint64_t>(0) : Result<std::uint64_t>(ok.error());
}

Result<std::uint64_t> read_line(protocol::Jetstream& parser, std::string_view line, post::Batch& out) {
  const auto event = parser.read(line, out);
  return event ? Result<std::uint64_t>(event->cursor) : Result<std::uint64_t>(event.error());
}

Result<std::uint64_t> read_line(protocol::Mastodon& parser, std::string_view line, post::Batch& out) {
  std::string reason;
  const auto count = parser.read(line, out, [&](const protocol::Refused& refused) { reason = refused.reason; });
  if (!count) return count.error();
  return reason.empty() ? Result<std::uint64_t>(0) : Result<std::uint64_t>(invalid(reason));
}

// One record a line, by a parser that belongs to one thread: each call borrows one and gives it back.
template <typename Parser>
class LineDecoder final : public Decoder {
 public:
  explicit LineDecoder(Settings settings) : settings_(std::move(settings)) {}

  std::uint64_t decode(std::string_view raw, Place place, Time now, post::Batch& out,
                       std::vector<Reject>& rejects) const override {
    auto parser = borrow();
    std::uint64_t cursor = 0;
    for (; !raw.empty(); ++place.line) {
      const std::size_t end = raw.find('\n');
      const auto line = raw.substr(0, end);
      raw.remove_prefix(end == std::string_view::npos ? raw.size() : end + 1);
      if (is_blank(line)) continue;
      cursor = std::max(cursor, decode_line(*parser, line, place, now, out, rejects));
      ++place.record;
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

  std::uint64_t decode_line(Parser& parser, std::string_view line, Place place, Time now, post::Batch& out,
                            std::vector<Reject>& rejects) const {
    const std::size_t before = out.size();
    const auto cursor = read_line(parser, line, out);
    auto ok = cursor ? Result<void>{} : Result<void>(cursor.error());
    for (std::size_t i = before; ok && i < out.size(); ++i) {
      ok = apply(out.items()[i].post, out.arena());
      if (ok) ok = post::validate(out.items()[i], now);
    }
    if (ok) return *cursor;
    out.shrink(before);
    rejects.push_back(reject_of(place, ok.error().message, line));
    return cursor ? *cursor : 0;  // A post that may not be kept has still been passed.
  }

  Result<void> apply(post::Post& post, Arena& arena) const {
    for (const auto& setting : settings_) {
      if (auto ok = protocol::set_field(post, setting.field, setting.value, times_, arena); !ok) return ok;
    }
    return {};
  }

  Settings settings_;
  protocol::TimeFormat times_;
  mutable Guarded<std::vector<std::unique_ptr<Parser>>> idle_;
};

}  // namespace

std::shared_ptr<const Decoder> json_lines_decoder(Settings settings) {
  return std::make_shared<LineDecoder<protocol::JsonLines>>(std::move(settings));
}
std::shared_ptr<const Decoder> jetstream_decoder(Settings settings) {
  return std::make_shared<LineDecoder<protocol::Jetstream>>(std::move(settings));
}
std::shared_ptr<const Decoder> mastodon_decoder(Settings settings) {
  return std::make_shared<LineDecoder<protocol::Mastodon>>(std::move(settings));
}

Reject reject_of(Place place, std::string reason, std::string_view raw) {
  return {place, std::move(reason), std::string(raw.substr(0, kRejectRawBytesMax))};
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
