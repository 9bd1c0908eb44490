#include "source/jetstream_source.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "protocol/jetstream.h"
#include "source/decoders.h"

namespace vigie::source {
namespace {

constexpr std::chrono::seconds kCursorSaveEvery{1};
constexpr net::Millis kFullRetryWait{10};

std::uint64_t read_cursor(Disk& disk, const std::string& path, Log& log) {
  const auto bytes = read_file(disk, path);
  if (!bytes) return 0;
  const auto json = nlohmann::json::parse(*bytes, nullptr, false);
  if (json.is_object() && json.contains("cursor") && json["cursor"].is_number_unsigned()) return json["cursor"];
  log.warn("cursor file is damaged; reading on from now", {{"file", path}});
  return 0;
}

}  // namespace

struct JetstreamSource::Shared {
  Shared(const World& w, std::string file) : world(w), cursor_file(std::move(file)) {}

  // From the writer's thread.
  void hear(const Result<Outcome>& outcome) {
    if (!outcome) return;
    bool save = false;
    const auto now = std::chrono::steady_clock::now();
    const Status seen = status.with([&](Status& s) {
      s.posts += outcome->accepted + outcome->edited;
      s.rejected += outcome->rejects.size();
      if (outcome->accepted > 0) s.last_post_at = world.clock.now();
      if (outcome->cursor > 0) s.cursor = outcome->cursor;  // The last, not the furthest: a wrong one passes by.
      save = outcome->cursor > 0 && now - saved_at >= kCursorSaveEvery;
      return s;
    });
    if (!save) return;
    saved_at = now;
    save_cursor(seen.cursor);
  }

  void save_cursor(std::uint64_t cursor) {
    const auto text = nlohmann::json{{"cursor", cursor}}.dump() + "\n";
    if (const auto ok = replace_file(world.disk, cursor_file, text); !ok) {
      world.log.warn("cursor not saved", {{"reason", ok.error().message}});
    }
  }

  World world;
  std::string cursor_file;
  Guarded<Status> status;
  std::chrono::steady_clock::time_point saved_at{};  // Touched by the writer's thread alone.
};

JetstreamSource::JetstreamSource(const World& world, JetstreamOptions options)
    : world_(world),
      options_(std::move(options)),
      shared_(std::make_shared<Shared>(world, options_.cursor_file)),
      decoder_(jetstream_decoder()),
      retry_wait_(options_.retry_wait_min),
      chance_(options_.seed) {
  shared_->status.with([&](Status& status) {
    status.name = "bluesky";
    status.kind = "bluesky";
    status.cursor = read_cursor(world_.disk, options_.cursor_file, world_.log);
  });
  connect();
}

JetstreamSource::~JetstreamSource() = default;

Status JetstreamSource::status() const {
  return shared_->status.with([](const Status& status) { return status; });
}

void JetstreamSource::say_state(State state, std::string detail) {
  shared_->status.with([&](Status& status) {
    status.state = state;
    status.detail = std::move(detail);
  });
}

std::string JetstreamSource::url_with_cursor() const {
  const std::string& base = options_.urls[url_index_ % options_.urls.size()];
  std::string url = base + (base.find('?') == std::string::npos ? "?" : "&") +
                    "wantedCollections=app.bsky.feed.post&wantedCollections=app.bsky.feed.repost";
  const std::uint64_t cursor = status().cursor;
  if (cursor == 0) return url;
  if (cursor < protocol::kTimeCursorsFrom) return url + "&cursor=" + std::to_string(cursor);
  // A time ahead of ours, by whichever clock is wrong, would miss what is said until then.
  const auto now = static_cast<std::uint64_t>(micros_of(world_.clock.now()));
  const auto overlap = static_cast<std::uint64_t>(std::chrono::duration_cast<Micros>(kOverlap).count());
  return url + "&cursor=" + std::to_string(std::min(cursor, now) - overlap);
}

void JetstreamSource::connect() {
  const std::string url = url_with_cursor();
  say_state(State::kConnecting, url.substr(0, url.find('?')));
  net::WebSocketOptions options;
  options.url = url;
  options.user_agent = options_.user_agent;
  options.ca_file = options_.ca_file;
  net::WebSocketEvents events;
  events.on_open = [this] {
    retry_wait_ = options_.retry_wait_min;
    if (paused_) socket_->pause();  // The house is still full.
    say_state(State::kLive, {});
    world_.log.info("source connected", {{"source", "bluesky"}});
  };
  events.on_message = [this](std::string_view message, bool is_binary) { on_message(message, is_binary); };
  events.on_closed = [this](const std::string& reason) { on_closed(reason); };
  auto socket = net::WebSocketClient::connect(world_.loop, std::move(options), std::move(events));
  if (socket) {
    socket_ = std::move(*socket);
  } else {
    on_closed(socket.error().message);
  }
}

void JetstreamSource::on_closed(const std::string& reason) {
  world_.log.warn("source lost", {{"source", "bluesky"}, {"reason", reason}});
  say_state(State::kWaiting, reason);
  ++url_index_;
  // Jitter spreads the return of many listeners after an outage of the server.
  const auto wait =
      net::Millis(static_cast<std::int64_t>(static_cast<double>(retry_wait_.count()) * (0.5 + chance_.real())));
  retry_wait_ = std::min(retry_wait_ * 2, options_.retry_wait_max);
  reconnect_ = world_.loop.after(wait, [this] { connect(); });
}

void JetstreamSource::on_message(std::string_view message, bool is_binary) {
  if (is_binary) return;  // We did not ask for compression.
  // A newline inside a JSON text can only be white space.
  const std::size_t begin = raw_.size();
  raw_.append(message);
  std::replace(raw_.begin() + static_cast<std::ptrdiff_t>(begin), raw_.end(), '\n', ' ');
  raw_.push_back('\n');
  if (++raw_messages_ == 1) flush_ = world_.loop.after(options_.load_wait, [this] { flush(); });
  if (raw_messages_ >= kLoadMessagesMax || raw_.size() >= kLoadBytesMax) flush();
}

void JetstreamSource::flush() {
  if (raw_messages_ == 0) return;
  Load load;
  load.raw = std::move(raw_);
  load.decoder = decoder_;
  load.first = {records_ + 1, 0};
  Done done = [shared = shared_](const Result<Outcome>& outcome) { shared->hear(outcome); };
  if (!world_.intake.try_submit(load, done)) {
    raw_ = std::move(load.raw);
    if (!paused_ && socket_) socket_->pause();
    paused_ = true;
    flush_ = world_.loop.after(kFullRetryWait, [this] { flush(); });
    return;
  }
  records_ += raw_messages_;
  raw_.clear();
  raw_messages_ = 0;
  if (paused_ && socket_) socket_->resume();
  paused_ = false;
}

}  // namespace vigie::source
