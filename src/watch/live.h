// What is happening now, for those who look: each kept post that a watch matches, and each second
// the counts of every watch. Listeners may leave and come back to where they were (Last-Event-ID).
//
// Threads: say() by the writer; tick() and changed() by any; listeners are called by whoever caused
// the event, one at a time, and must not block. Errors: none; what a listener has no time for is
// counted and told as `skipped`.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "query/document.h"
#include "query/program.h"
#include "watch/watches.h"

namespace vigie::watch {

constexpr std::size_t kEventsKept = 1'024;        // For listeners that come back.
constexpr std::uint64_t kPostsPerSecondMax = 20;  // Told one by one to a page; the rest is counted.

struct Event {
  std::uint64_t id = 0;
  std::string_view name;                    // "post", "skipped", "tick", "changed", "goodbye"
  std::shared_ptr<const std::string> data;  // One JSON object on one line.
};

struct Wanted {
  std::optional<WatchId> watch;           // Posts of this watch only; or
  std::optional<query::Program> program;  // posts of a query that nobody saved.
  std::uint64_t posts_per_s_max = kPostsPerSecondMax;
  std::uint64_t after_event = 0;  // First what was said since; 0: only what comes.
};

class Live {
 public:
  using Listener = std::function<void(const Event&)>;
  using ListenerId = std::uint64_t;

  ListenerId listen(Wanted wanted, Listener listener);
  void leave(ListenerId id);  // No call comes after it has returned.

  // A post was kept, and matches `watches` of `list`.
  void say(const query::Document& document, std::span<const WatchId> watches, const WatchList& list);
  // Each second; `now` is the house's time, which a rehearsal's runs faster than ours.
  void tick(Time now, std::chrono::steady_clock::time_point at);
  void say_goodbye();                   // To every listener, before the house goes.
  void changed(std::string_view what);  // "watches", "sources", "drill"

  std::uint64_t posts_seen() const;  // Since the start.
  double posts_per_s() const;        // Of the last second.

 private:
  struct Guest {
    Wanted wanted;
    Listener listener;
    std::uint64_t said_this_second = 0;
    std::uint64_t skipped = 0;
  };
  struct Kept {
    Event event;
    std::vector<WatchId> watches;
  };
  struct Tally {
    std::uint64_t posts = 0;
    std::uint64_t moods[3] = {0, 0, 0};
  };

  Event make(std::string_view name, std::string data);
  void keep(const Event& event, std::span<const WatchId> watches);
  void tell_all(std::string_view name, std::string data);
  void replay(const Guest& guest) const;

  mutable std::mutex mutex_;
  std::unordered_map<ListenerId, Guest> guests_;
  std::deque<Kept> kept_;
  std::unordered_map<WatchId, Tally> tallies_;  // Since the last tick.
  std::uint64_t next_event_ = 1;
  ListenerId next_listener_ = 1;
  std::uint64_t posts_ = 0;
  std::uint64_t posts_at_tick_ = 0;
  std::chrono::steady_clock::time_point ticked_at_{};
  double rate_ = 0;
};

}  // namespace vigie::watch
