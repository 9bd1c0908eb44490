// What the writer hands over of each post that a watch matches: sixteen bytes, so that it waits for nothing.
// Threads: say() by the writer, take() by one other. Errors: none; what finds no room is counted.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/clock.h"
#include "base/guarded.h"
#include "post/post.h"

namespace vigie::alert {

constexpr std::size_t kInboxMax = 4'000'000;  // Matches that wait, 64 MB; one more is not counted.

struct Heard {
  std::int32_t minute = 0;  // When it was said, since 1970.
  std::uint32_t watch = 0;
  std::uint32_t author = 0;  // A hash.
  bool is_repost = false;
  bool is_critical = false;
};

class Inbox {
 public:
  void say(const post::Post& post, const post::Reading& reading, std::span<const std::uint32_t> watches);

  struct Batch {
    std::vector<Heard> heard;
    std::uint64_t lost = 0;  // Since the last time.
  };
  // `reused` gives its room back.
  void take(Batch& reused);

 private:
  Guarded<Batch> waiting_;
};

}  // namespace vigie::alert
