// Posts that name two brands, made of two posts that name none: what is said with one name, and with the other. From
// them a model learns which words are said of whom.
// Threads: pure function. Errors: none.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "learning/labelled.h"
#include "post/post.h"

namespace vigie::mood {

struct JoinedPost {
  std::string text;
  std::array<std::pair<std::string_view, post::Mood>, 2> named;  // Names are constants.
};

// `posts` have moods as labels. Each is in one joined post, with another; the same seed gives the same.
std::vector<JoinedPost> join_posts(std::span<const learning::Row> posts, bool french, std::uint64_t seed);

}  // namespace vigie::mood
