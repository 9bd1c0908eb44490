// One thing told to those who listen, written once and shared by all of them.
// Threads: immutable values. Errors: none.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "query/document.h"
#include "query/program.h"
#include "watch/relevance.h"
#include "watch/watches.h"

namespace vigie::watch {

constexpr std::size_t kWatchesToldMax = 1'000;  // Named with one post; or counted in one tick.

struct Event {
  std::uint64_t id = 0;                     // Grows; also from one start of the house to the next.
  std::string_view name;                    // "post", "gone", "skipped", "tick", "changed", "goodbye"
  std::shared_ptr<const std::string> text;  // As a stream of server-sent events brings it.
  std::string_view data;                    // In `text`: one JSON object on one line.
};

Event make_event(std::uint64_t id, std::string_view name, std::string_view data);

// A post that `watches` match, and to which of them it is `about` what; `marked` says which of its words are marked, if
// any.
Event post_event(std::uint64_t id, const query::Document& document, std::span<const WatchId> watches,
                 std::span<const AboutUs> about, const query::Program* marked);
// What was told of a post, or of all posts of an author, holds no more.
Event gone_event(std::uint64_t id, std::string_view source, std::string_view post_id);
Event author_gone_event(std::uint64_t id, std::string_view source, std::string_view author_id);
Event changed_event(std::uint64_t id, std::string_view what);
// So many posts were not told; or an unknown number, when what was said is no longer kept.
Event skipped_event(std::uint64_t id, std::uint64_t posts);
Event lost_event(std::uint64_t id);

}  // namespace vigie::watch
