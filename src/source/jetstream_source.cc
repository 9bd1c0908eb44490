#include "source/jetstream_source.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/time_text.h"
#include "protocol/jetstream.h"
#include "source/decoders.h"

namespace vigie::source {
namespace {

constexpr std::chrono::seconds kCursorSaveEvery{1};
constexpr net::Millis kFullRetryWait{10};
constexpr auto kCursorMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

// When the relay saw what it tells; none: it does not say.
std::optional<Time> time_of(std::string_view message) {
  const auto json = nlohmann::json::parse(message, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto at = json.find("time_us");
  if (at == json.end() || !at->is_number_unsigned() || at->get<std::uint64_t>() > kCursorMax) return std::nullopt;
  return time_of_micros(at->get<std::int64_t>());
}

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
  Shared(const World& w, const JetstreamOptions& options)
      : world(w), cursor_file(options.cursor_file), quiet_after(options.quiet_after) {}

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

  Status told() const {
    Status out = status.with([](const Status& s) { return s; });
    if (out.cursor >= protocol::kTimeCursorsFrom) {
      out.read_until = time_of_micros(static_cast<std::int64_t>(std::min(out.cursor, kCursorMax)));
    }
    const auto silent = std::chrono::steady_clock::now().time_since_epoch() - last_at.load(std::memory_order_relaxed);
    const bool is_idle = silent >= quiet_after && !is_paused && in_flight.load(std::memory_order_relaxed) == 0;
    out.is_quiet = out.state == State::kLive && is_idle && (is_placed.load() || !out.read_until);
    return out;
  }

  void note_life() { last_at.store(std::chrono::steady_clock::now().time_since_epoch(), std::memory_order_relaxed); }

  World world;
  std::string cursor_file;
  net::Millis quiet_after;
  Guarded<Status> status;
  std::atomic<std::chrono::steady_clock::duration> last_at{};  // It said something, or was reached.
  std::atomic<int> in_flight = 0;                              // Loads that are not durable yet.
  std::atomic<bool> is_paused = false;                         // The house is full: what it says is not read.
  std::atomic<bool> is_placed = false;                         // Where in time this connection began to tell is known.
  std::chrono::steady_clock::time_point saved_at{};            // Touched by the writer's thread alone.
};

JetstreamSource::JetstreamSource(const World& world, JetstreamOptions options)
    : world_(world),
      options_(std::move(options)),
      shared_(std::make_shared<Shared>(world, options_)),
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

Status JetstreamSource::status() const { return shared_->told(); }

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
  shared_->is_placed = false;
  say_state(State::kConnecting, url.substr(0, url.find('?')));
  net::WebSocketOptions options;
  options.url = url;
  options.user_agent = options_.user_agent;
  options.ca_file = options_.ca_file;
  net::WebSocketEvents events;
  events.on_open = [this] {
    retry_wait_ = options_.retry_wait_min;
    if (shared_->is_paused) socket_->pause();  // The house is still full.
    shared_->note_life();
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
  shared_->note_life();
  if (!shared_->is_placed) see_where_it_begins(message);
  // A newline inside a JSON text can only be white space.
  const std::size_t begin = raw_.size();
  raw_.append(message);
  std::replace(raw_.begin() + static_cast<std::ptrdiff_t>(begin), raw_.end(), '\n', ' ');
  raw_.push_back('\n');
  if (++raw_messages_ == 1) flush_ = world_.loop.after(options_.load_wait, [this] { flush(); });
  if (raw_messages_ >= kLoadMessagesMax || raw_.size() >= kLoadBytesMax) flush();
}

// A connection goes on where the last one ended if it tells again what we have: it was asked for more than is new.
void JetstreamSource::see_where_it_begins(std::string_view message) {
  const auto at = time_of(message);
  if (!at) return;
  shared_->is_placed = true;
  const Time now = world_.clock.now();
  const Status known = status();
  const auto until = known.read_until ? std::optional(std::min(*known.read_until, now)) : std::nullopt;
  const bool goes_on = until && *at <= *until;
  shared_->status.with([&](Status& status) {
    if (!goes_on) {
      status.read_from = *at;
    } else if (!status.read_from) {
      status.read_from = until;
    }
  });
  if (!until || goes_on) return;
  world_.log.warn("the source no longer has all that was missed",
                  {{"source", "bluesky"}, {"from", format_time(*until)}, {"to", format_time(*at)}});
}

void JetstreamSource::flush() {
  if (raw_messages_ == 0) return;
  Load load;
  load.raw = std::move(raw_);
  load.decoder = decoder_;
  load.first = {records_ + 1, 0};
  Done done = [shared = shared_](const Result<Outcome>& outcome) {
    shared->hear(outcome);
    --shared->in_flight;
  };
  ++shared_->in_flight;
  if (!world_.intake.try_submit(load, done)) {
    --shared_->in_flight;
    raw_ = std::move(load.raw);
    if (!shared_->is_paused.exchange(true) && socket_) socket_->pause();
    flush_ = world_.loop.after(kFullRetryWait, [this] { flush(); });
    return;
  }
  records_ += raw_messages_;
  raw_.clear();
  raw_messages_ = 0;
  if (!shared_->is_paused) return;
  shared_->note_life();  // It may have said much meanwhile.
  shared_->is_paused = false;
  if (socket_) socket_->resume();
}

}  // namespace vigie::source
