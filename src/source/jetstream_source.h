// Bluesky, live: one WebSocket to a Jetstream server, whose messages become loads for the house.
//
// The cursor is kept on disk once its posts are durable, never before; a new start steps back
// kOverlap from it, because a relay's times are not quite in order, and the house knows what it has
// already. Where the server has forgotten what followed the cursor, status() tells from when it is read
// on. A house that is full pauses the socket; that is no quiet. A lost connection is tried again with growing,
// jittered waits, at the next server of the list.
// Threads: made, destroyed and run on the loop thread (before run() counts); status() from any.
// Errors: everything that goes wrong is told by status() and the log, and tried again.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/disk.h"
#include "base/guarded.h"
#include "base/log.h"
#include "base/random.h"
#include "net/websocket_client.h"
#include "source/intake.h"
#include "source/source.h"

namespace vigie::source {

constexpr std::chrono::seconds kOverlap{5};
constexpr std::size_t kLoadMessagesMax = 256;

struct JetstreamOptions {
  std::vector<std::string> urls;  // `wss://host/subscribe`; tried in turn.
  std::string cursor_file;
  std::string user_agent;
  std::string ca_file;        // Empty: the system's roots.
  net::Millis load_wait{20};  // A message waits at most so long for others.
  net::Millis retry_wait_min{1'000};
  net::Millis retry_wait_max{60'000};
  net::Millis quiet_after = kQuietAfter;
  std::uint64_t seed = 1;  // Of the jitter.
};

class JetstreamSource final : public Source {
 public:
  struct World {
    net::Loop& loop;
    Intake& intake;
    const Clock& clock;
    Disk& disk;
    Log& log;
  };
  JetstreamSource(const World& world, JetstreamOptions options);
  ~JetstreamSource() override;  // Loads already handed over are still kept; their cursor may not be.

  Status status() const override;

 private:
  // What outlives the source while the house still has loads of it.
  struct Shared;

  void connect();
  void on_message(std::string_view message, bool is_binary);
  void see_where_it_begins(std::string_view message);
  void on_closed(const std::string& reason);
  void flush();
  void say_state(State state, std::string detail);
  std::string url_with_cursor() const;

  World world_;
  JetstreamOptions options_;
  std::shared_ptr<Shared> shared_;
  std::shared_ptr<const Decoder> decoder_;
  std::unique_ptr<net::WebSocketClient> socket_;
  net::Timer reconnect_;
  net::Timer flush_;
  std::string raw_;
  std::size_t raw_messages_ = 0;
  std::uint64_t records_ = 0;
  std::size_t url_index_ = 0;
  net::Millis retry_wait_;
  Random chance_;
};

}  // namespace vigie::source
