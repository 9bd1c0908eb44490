// What is happening now, for those who look: each kept post that a watch matches, what is gone, and each
// second the counts of every watch. A listener that was away comes back to where it was (Last-Event-ID),
// and one that has no room falls behind; both catch up from the backlog (replay.h) and then hear what
// happens again. Nobody waits for a listener, and each hears its events by growing ids.
//
// Threads: say(), edit(), unsay() and forget() by the writer; next_behind() and catch_up() by one who
// replays; all else by any. Listeners are called by whoever caused the event, one at a time; they must not
// block, nor call back. Errors: none; what a listener has no time for is counted and told as `skipped`.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "watch/backlog.h"
#include "watch/event.h"
#include "watch/relevance.h"
#include "watch/tallies.h"
#include "watch/wanted.h"

namespace vigie::watch {

class Live {
 public:
  using Listener = std::function<bool(const Event&)>;  // False: no room for it now.
  using ListenerId = std::uint64_t;

  // Ids of events begin at `opened_at` in microseconds, so that they grow from one start to the next.
  explicit Live(Time opened_at);

  // Before anything is said; outlives the last word. Null: nothing is told of it.
  void settle(const Relevance* relevance) { relevance_ = relevance; }
  const Relevance* relevance() const { return relevance_; }

  ListenerId listen(Wanted wanted, Listener listener);
  void room(ListenerId id);   // Has room again.
  void leave(ListenerId id);  // No call comes after it has returned.

  // A post was kept, and matches `watches` of `list`.
  void say(const query::Document& document, std::span<const WatchId> watches, const WatchList& list);
  // The same for a newer version of a post; `begun` are those of `watches` that the older one did not match.
  void edit(const query::Document& document, std::span<const WatchId> watches, std::span<const WatchId> begun,
            const WatchList& list);
  void unsay(std::string_view source, std::string_view id);          // A post is gone.
  void forget(std::string_view source, std::string_view author_id);  // All posts of an author are.
  // Each second; `now` is the house's time, which a rehearsal's runs faster than ours.
  void tick(Time now, std::chrono::steady_clock::time_point at);
  void changed(std::string_view what);  // "watches", "sources", "drill", "desk", "place", "alerts"
  void say_goodbye();                   // To every listener, before the house goes; ends next_behind().

  // A listener with room that has not heard all, and what it hears next.
  struct Behind {
    ListenerId listener = 0;
    Wanted wanted;
    std::optional<Event> lost;  // First: what it missed is not kept.
    Backlog::Part part;
  };
  std::optional<Behind> next_behind();  // Waits for one. None: the house goes.
  // `events` are all that it wants of its part, up to `upto`.
  void catch_up(ListenerId id, std::span<const Event> events, std::uint64_t upto);

  std::uint64_t posts_seen() const;  // Since the start.
  double posts_per_s() const;        // Of the last second.

 private:
  struct Guest {
    Wanted wanted;
    Listener listener;
    std::uint64_t heard = 0;  // While behind: up to which event.
    bool is_behind = false;
    bool has_room = true;
    std::uint64_t said_this_second = 0;
    std::uint64_t skipped = 0;
    std::uint64_t last_skipped = 0;  // Event.
  };
  class Telling;

  // All under the lock.
  void tell(const Telling& telling, bool is_edit);
  void tell_all(const Event& event);
  bool is_within_rate(Guest& guest, std::uint64_t event);
  bool hand(Guest& guest, const Event& event);
  bool tell_skipped(Guest& guest);
  void give(Guest& guest, const Event& event);
  Behind behind(ListenerId id, const Guest& guest) const;

  const Relevance* relevance_ = nullptr;
  mutable std::mutex mutex_;
  std::condition_variable somebody_behind_;
  std::map<ListenerId, Guest> guests_;
  Backlog backlog_;
  Tallies tallies_;
  std::uint64_t first_event_;
  std::uint64_t next_event_;
  ListenerId next_listener_ = 1;
  ListenerId replayed_ = 0;    // Whose turn it was last.
  bool hears_others_ = false;  // Somebody has asked a query that nobody saved.
  bool is_going_ = false;
  std::uint64_t posts_ = 0;
  std::uint64_t posts_at_tick_ = 0;
  std::chrono::steady_clock::time_point ticked_at_{};
  double rate_ = 0;
};

}  // namespace vigie::watch
