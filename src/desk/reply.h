// One reply of ours on its way: queued → sent → confirmed, or failed, or passed on to a manager.
// Threads: plain values. Errors: none.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "desk/conversation.h"
#include "source/voice.h"

namespace vigie::desk {

constexpr std::size_t kRepliesSaidMax = 1'000;  // Of a span of time.
constexpr std::chrono::seconds kLateAfter{60};  // Sent, and not heard by our own ears for so long.

enum class ReplyState : std::uint8_t {
  kQueued,     // Is going out.
  kSent,       // The network has taken it.
  kConfirmed,  // Our own ears have heard it.
  kFailed,     // The last try failed; `is_final`: it is not tried again by itself.
  kPassedOn,   // Outside a mandate: a manager sends or drops it.
};
std::string_view name_of(ReplyState state);  // "queued", "sent", …
std::optional<ReplyState> reply_state_of(std::string_view name);

struct Reply {
  ReplyId id = 0;
  ConversationId conversation = 0;
  ReplyState state{};
  source::Outgoing outgoing;  // Its key, text and author; never changes.
  std::string text;           // As it was written; outgoing.text may bear a badge below.
  Person author;
  std::string badge;
  bool by_expert = false;
  Time queued_at{};
  std::optional<Time> sent_at, confirmed_at;
  std::string error;      // Of the last try.
  bool is_final = false;  // Only kFailed.
  source::Said said;

  bool is_late(Time now) const { return state == ReplyState::kSent && sent_at && now - *sent_at > kLateAfter; }
};

struct Draft {
  std::string text;
  Time updated_at{};
};

}  // namespace vigie::desk
