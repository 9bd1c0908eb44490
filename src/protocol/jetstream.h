// One event of Bluesky's Jetstream, version 1 (`doc/formats/jetstream.md`): the JSON of one frame.
// Posts and reposts become items, likes are only told, everything else is passed over.
// Threads: owned by one thread. Owns: the parser's buffers, kept between calls.
// Errors: what is no event, or a post's event without its record; the reason names the member.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "post/batch.h"

namespace vigie::protocol {

// Below it a cursor is a sequence number, from it on microseconds since 1970.
constexpr std::uint64_t kTimeCursorsFrom = 1'000'000'000'000'000;

enum class JetstreamKind : std::uint8_t {
  kPost,      // Added: Act::kSay.
  kRepost,    // Added: Act::kSay.
  kUpdate,    // A newer version of a post or repost. Added: Act::kSay with edited_at.
  kDelete,    // Of a post or repost. Added: Act::kDelete.
  kLike,      // Nothing added.
  kAccount,   // Added: Act::kForgetAuthor if the account was deleted or taken down, else nothing.
  kIdentity,  // Nothing added; `handle` may be new.
  kOther,     // Nothing added.
};
std::string_view name_of(JetstreamKind kind);  // "post", "repost", …

struct JetstreamEvent {
  JetstreamKind kind = JetstreamKind::kOther;
  std::int64_t time_us = 0;  // When the relay saw it, microseconds since 1970.
  std::uint64_t cursor = 0;  // To go on from here: the event's own `cursor`, else time_us.
  std::string_view did;      // Borrowed until the next read().
  std::string_view handle;   // kIdentity: the handle the event names, if it names one.
  std::string_view status;   // kAccount: "deleted", "takendown", "suspended", "deactivated", …; empty if active.
  bool added = false;        // One item was added to the batch.
};

class Jetstream {
 public:
  Jetstream();
  ~Jetstream();
  Jetstream(Jetstream&&) noexcept;
  Jetstream& operator=(Jetstream&&) noexcept;

  // Adds at most one item, source `bluesky`.
  Result<JetstreamEvent> read(std::string_view json, post::Batch& out);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace vigie::protocol
