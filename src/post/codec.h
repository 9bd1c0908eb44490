// A post as bytes in the log: `doc/formats/post.md`. Only what is there takes room; what a newer
// version added is skipped by an older one.
// Threads: pure functions. Errors: decode() tells damaged bytes.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.h"
#include "base/result.h"
#include "post/post.h"

namespace vigie::post {

// Appends `item` to `out`. seen_at is kept; `reading` only for Act::kSay.
void encode(const Item& item, const Reading& reading, std::string& out);

struct Decoded {
  Item item;  // Its strings point into `bytes`; its lists into the arena.
  Reading reading;
};

// `bytes` must be exactly one encoded item, and outlive the result.
Result<Decoded> decode(std::string_view bytes, Arena& arena);

}  // namespace vigie::post
