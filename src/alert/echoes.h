// Which posts of an incident were taken up by others, and what was answered in the house's name: reposts, quotes and
// replies point at what they take up. Threads: any. Errors: what the store says.
// Cost: at most kEchoesPostsMax posts of the incident are read, its first ones, and as many replies: answers that did
// not go through the desk are looked for among those.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "alert/alert.h"
#include "base/result.h"
#include "store/store.h"

namespace vigie::alert {

constexpr std::size_t kEchoesPostsMax = 20'000;

// Whether one of us said it.
using IsOurs = std::function<bool(const post::Post& post)>;

// A reply of ours, as the desk has sent it.
struct OwnReply {
  PostKey post;
  std::string parent, root;
};

// A post that others took up.
struct Echo {
  PostKey post;
  Time at{};
  std::uint64_t voices = 0;  // Who repeated, quoted or answered it within the span; its author does not count.
};

struct Echoes {
  std::vector<Echo> taken_up;  // Those with the most voices first.
  struct Answer {
    PostKey post;
    Time at{};
  };
  std::optional<Answer> answer;  // The first of ours.
  std::uint64_t read = 0;
  std::uint64_t of = 0;  // So many posts the span holds.
};

Result<Echoes> read_echoes(const store::Store& store, const query::Query& query, const store::Span& span,
                           const IsOurs& is_ours, const std::vector<OwnReply>& own);

}  // namespace vigie::alert
