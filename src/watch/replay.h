// Tells those who are behind what was told meanwhile: reads the posts from the store as they are now, so that
// what was deleted, forgotten or edited since is told to nobody as it was.
// Threads: run() by one of its own. Errors: a post that cannot be read is not told; the store counts it.
#pragma once

#include <optional>
#include <vector>

#include "store/store.h"
#include "watch/live.h"
#include "watch/watches.h"

namespace vigie::watch {

class Replay {
 public:
  // All outlive it.
  Replay(Live& live, const store::Store& store, const Watches& watches)
      : live_(live), store_(store), watches_(watches) {}

  void run();  // Until the house says goodbye.

 private:
  std::vector<Event> events_for(const Live::Behind& behind);
  std::optional<Event> event_of(const Told& told, const Wanted& wanted, const WatchList& list);
  std::optional<Event> post_of(const Told& told, const Wanted& wanted, const WatchList& list);

  Live& live_;
  const store::Store& store_;
  const Watches& watches_;
  query::Scratch scratch_;
};

}  // namespace vigie::watch
