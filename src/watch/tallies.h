// How often each watch matched since it was last told.
// Threads: owned by one. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "post/post.h"
#include "watch/watches.h"

namespace vigie::watch {

class Tallies {
 public:
  void add(std::span<const WatchId> watches, post::Mood mood);

  // Takes what is told next, of so many watches, as one JSON object. The others wait for their turn: each
  // watch that matches has one before any has two.
  std::string take(std::size_t watches_max);

 private:
  struct Tally {
    std::uint64_t posts = 0;
    std::uint64_t moods[3] = {0, 0, 0};
  };

  std::unordered_map<WatchId, Tally> counted_;
  std::vector<std::pair<WatchId, Tally>> to_tell_;
};

}  // namespace vigie::watch
