// How many different texts are among the posts that a question finds, over time; which of them many voices said
// together; and what is left without those. Counted from the posts when somebody asks, hence of the past too, and the
// same when asked again.
//
// The newest posts are read, as many as one Overheard holds, and their copies looked for from the oldest on. Those of
// the minutes before the span are read with it, so that a group that began there is known.
// Threads: any. Errors: what the store says. Cost: some microseconds a post that is read, and at most 30 MB meanwhile.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/store.h"
#include "trend/overheard.h"

namespace vigie::trend {

constexpr std::size_t kGroupsTold = 20;

// A text that at least signal::kGroupVoices voices said within signal::kGroupSpan, reposts aside.
struct Group {
  std::string text;  // As in its first post.
  std::uint64_t posts = 0;
  std::uint64_t voices = 0;
  Time first_at{};
  Time last_at{};
};

struct TextCurve {
  struct Bucket {
    std::optional<std::uint64_t> texts;  // Different ones. None: not all of its posts were read.
    store::Count without;                // Its posts less those of groups.
  };
  std::uint64_t read = 0;         // Posts of the span.
  std::optional<Time> read_from;  // None: all of them were read; else those from here on.
  std::uint64_t texts = 0;        // Different ones among those.
  std::uint64_t in_groups = 0;    // Posts of all groups,
  std::uint64_t group_count = 0;  // however many are told.
  std::vector<Group> groups;      // Those with most posts first, at most kGroupsTold.
  store::Count without;           // What is left without the groups.
  std::vector<Bucket> buckets;    // As those of Store::histogram().
};

Result<TextCurve> read_texts(const store::Store& store, const query::Query& query, const store::Span& span,
                             Micros step);

}  // namespace vigie::trend
