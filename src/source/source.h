// A connection from which posts come, as the operator sees it: its name, whether it hears, and why not.
// Threads: status() from any thread; the rest by its owner, as each source says.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace vigie::source {

constexpr std::chrono::seconds kQuietAfter{10};

enum class State : std::uint8_t { kConnecting, kLive, kWaiting, kPaused, kFailed, kEnded };
constexpr std::string_view name_of(State state) {
  constexpr std::string_view kNames[] = {"connecting", "live", "waiting", "paused", "failed", "ended"};
  return kNames[static_cast<std::size_t>(state)];
}

struct Status {
  std::string name;  // As in Post::source: "bluesky", "drill:galerne".
  std::string kind;  // "bluesky", "drill"
  State state = State::kConnecting;
  std::string detail;  // A sentence for people; why it waits.
  std::uint64_t posts = 0;
  std::uint64_t rejected = 0;
  std::optional<Time> last_post_at;
  std::uint64_t cursor = 0;  // Everything before it is durable; 0: none yet.
  // Where the network's cursors are times: all that was said between the two is durable. None: not known yet.
  std::optional<Time> read_from = {};
  std::optional<Time> read_until = {};
  bool is_quiet = false;  // It is heard, and nothing came for kQuietAfter: there is nothing that was not read.
  // Of those that a person added.
  std::string title = {};
  std::map<std::string, std::string, std::less<>> options = {};
  bool has_secret = false;
  std::optional<Time> wait_until = {};  // It is asked again then.
};

class Source {
 public:
  virtual ~Source() = default;
  virtual Status status() const = 0;
};

}  // namespace vigie::source
