#include "alert/inbox.h"

#include <utility>

#include "base/hash.h"

namespace vigie::alert {

void Inbox::say(const post::Post& post, const post::Reading& reading, std::span<const std::uint32_t> watches) {
  if (watches.empty()) return;
  Heard heard;
  heard.minute =
      static_cast<std::int32_t>(std::chrono::floor<std::chrono::minutes>(post.created_at).time_since_epoch().count());
  heard.author = static_cast<std::uint32_t>(hash64(post.author.id, hash64(post.source)));
  heard.is_repost = post.kind == post::Kind::kRepost;
  heard.is_critical = !heard.is_repost && reading.mood() == post::Mood::kNegative;
  waiting_.with([&](Batch& waiting) {
    for (const auto watch : watches) {
      if (waiting.heard.size() >= kInboxMax) {
        ++waiting.lost;
        continue;
      }
      heard.watch = watch;
      waiting.heard.push_back(heard);
    }
  });
}

void Inbox::take(Batch& reused) {
  reused.heard.clear();
  reused.lost = 0;
  waiting_.with([&](Batch& waiting) { std::swap(waiting, reused); });
}

}  // namespace vigie::alert
