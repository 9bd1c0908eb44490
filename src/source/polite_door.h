// The door to other people's servers over HTTP: it says who we are, reaches public addresses alone, follows a few
// redirects, and asks no host before the time that it named (429, 503, `Retry-After`, `X-RateLimit-*`).
// Threads: Hosts from any, shared by all doors; a PoliteDoor is owned by one thread. An ask from within `on_bytes` has
// a connection of its own. Errors: those of net::HttpClient; kOverloaded for a host that asked us to wait.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/guarded.h"
#include "source/door.h"

namespace vigie::source {

constexpr Micros kHostWaitMax = std::chrono::hours(1);  // No host keeps us away for longer at once.

// When `answer` asks us to come again. None: at any time.
std::optional<Time> comes_again(const net::Answer& answer, Time now);

// What each host has asked of us.
class Hosts {
 public:
  explicit Hosts(const Clock& clock) : clock_(clock) {}
  void heard(const std::string& host, const net::Answer& answer);
  std::optional<Time> not_before(const std::string& host) const;  // None: it may be asked now.

 private:
  const Clock& clock_;
  Guarded<std::map<std::string, Time>> waits_;
};

struct DoorOptions {
  std::string user_agent;
  std::string ca_file;          // PEM roots in place of the system's.
  bool may_be_private = false;  // Our own network may be reached.
};

class PoliteDoor final : public Door {
 public:
  PoliteDoor(DoorOptions options, Hosts& hosts, const std::atomic<bool>& stop)
      : options_(std::move(options)), hosts_(hosts), stop_(stop) {}
  Result<net::Answer> ask(const Ask& ask) override;

 private:
  DoorOptions options_;
  Hosts& hosts_;
  const std::atomic<bool>& stop_;
  std::vector<std::unique_ptr<net::HttpClient>> clients_;  // One for each ask within another.
  std::size_t depth_ = 0;
};

}  // namespace vigie::source
