// The last posts of a flow, that others may answer or pass on.
// Threads: owned by one thread. Errors: none.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "base/random.h"
#include "rehearsal/script.h"

namespace vigie::rehearsal {

struct RecentPost {
  std::string id;
  std::string root;           // Of its thread: its own id when it begins one.
  bool in_our_place = false;  // Else on the network.
  std::uint32_t person = 0;
  Tongue tongue = Tongue::kFrench;
  std::uint16_t topic = kNoTopic;
  Choices spoke_of;  // What a reply may speak of again.
};

class RecentPosts {
 public:
  static constexpr std::size_t kRemembered = 48;

  void add(RecentPost said) {
    posts_.push_back(std::move(said));
    if (posts_.size() > kRemembered) posts_.pop_front();
  }

  // Somebody's post in `tongue`, or nothing after a few looks. What stands in our place cannot be passed on
  // as a network does.
  const RecentPost* pick(Tongue tongue, Random& random, bool on_network_only = false) const {
    for (int look = 0; look < 6 && !posts_.empty(); ++look) {
      const auto& post = posts_[random.below(posts_.size())];
      if (post.tongue == tongue && !(on_network_only && post.in_our_place)) return &post;
    }
    return nullptr;
  }

  void forget(std::string_view id) {
    const auto found = std::find_if(posts_.begin(), posts_.end(), [&](const auto& post) { return post.id == id; });
    if (found != posts_.end()) posts_.erase(found);
  }

 private:
  std::deque<RecentPost> posts_;  // The oldest first.
};

}  // namespace vigie::rehearsal
