// What is answered first, and why: ours before the networks, who speaks to us before who speaks of us, an attack before
// thanks, and nobody is forgotten, for each hour of waiting counts as much as for anybody else. As all wait alike, the
// order of two conversations never changes by itself: it can be kept as a number and paged.
// Threads: pure functions. Errors: none.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "desk/conversation.h"
#include "post/post.h"

namespace vigie::desk {

constexpr int kPointsOurs = 40;
constexpr int kPointsMention = 20;
constexpr int kPointsAttack = 15;
constexpr int kPointsComplaint = 12;
constexpr int kPointsQuestion = 10;
constexpr int kPointsThanks = 2;
constexpr int kPointsMoodMax = 8;    // Times the negative share, from a half on.
constexpr int kPointsReachMax = 12;  // Two for each doubling of likes, reposts and replies.
constexpr int kPointsPerHour = 1;    // Of waiting.

struct Ranked {
  int points = 0;
  std::vector<Why> reasons;
};

// `mention`: the name of ours that the post calls; empty: none.
Ranked rank(const post::Post& post, const post::Reading& reading, const intent::Intent& intent, bool ours,
            const std::string& mention);

int points_of_waiting(Micros waited);

// Greater: first.
std::int64_t order_of(int points, Time wants_at);

}  // namespace vigie::desk
