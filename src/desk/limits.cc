#include "desk/limits.h"

#include <array>

#include "desk/conversation.h"
#include "desk/place_voice.h"
#include "desk/reception.h"
#include "desk/sender.h"

namespace vigie::desk {
namespace {

template <typename Unit, typename Duration>
constexpr std::uint64_t in(Duration duration) {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<Unit>(duration).count());
}

constexpr std::array kLimits = {
    Limit{"desk.heard_max", kHeardMax, "posts", "wait to be read; what comes beyond is read again from the store"},
    Limit{"desk.oldest_wanted", in<std::chrono::days>(kOldestWanted), "days", "what is older when it comes opens none"},
    Limit{"desk.same_author_within", in<std::chrono::minutes>(kSameAuthorWithin), "minutes",
          "what one author says so soon after is the same conversation"},
    Limit{"desk.thread_posts_max", kThreadPostsMax, "posts", "of a conversation are shown, the newest"},
    Limit{"desk.conversations_per_page_max", kConversationsPerPageMax, "conversations", "a longer page is refused"},
    Limit{"desk.reason_bytes_max", kReasonBytesMax, "bytes", "a longer reason to let stand is refused"},
    Limit{"desk.topic_bytes_max", kTopicBytesMax, "bytes", "a longer topic is refused"},
    Limit{"desk.draft_bytes_max", kDraftBytesMax, "bytes", "a longer draft is refused"},
    Limit{"desk.place_graphemes_max", kPlaceGraphemesMax, "characters", "a longer reply in our own place is refused"},
    Limit{"desk.place_bytes_max", kPlaceBytesMax, "bytes", "the same"},
    Limit{"desk.retry_max", in<std::chrono::seconds>(kRetryMax), "s", "between two tries of a reply"},
    Limit{"desk.late_after", in<std::chrono::seconds>(kLateAfter), "s", "a reply that was sent and not heard is late"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

}  // namespace vigie::desk
