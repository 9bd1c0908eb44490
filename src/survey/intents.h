// What those want and do who speak of what a query asks for: of each intent how many show it, over time, and who is
// left for whom; and the posts behind each figure. Figures and lists come from one reading, so that each figure opens
// into its posts.
//
// Intents are read in French and in English; a post in another language is counted, and read for none. Reposts are
// passed over: they are said by others.
// Threads: any. Errors: what the store says. Cost: draw.h; some microseconds a post that is read.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "intent/intents.h"
#include "query/query.h"
#include "store/store.h"
#include "survey/draw.h"

namespace vigie::survey {

constexpr std::size_t kSwitchesToldMax = 100;

using IntentCounts = std::array<std::uint64_t, intent::kKinds>;

struct IntentBucket {
  Time start{};
  std::uint64_t asked = 0;  // Posts that could show an intent: of our languages, no reposts. The whole of each share.
  IntentCounts counts{};
};

// From whom to whom, as most of them write it.
struct Switch {
  std::string from, to;
  std::uint64_t posts = 0;
};

struct Intents {
  Drawn drawn;
  std::uint64_t asked = 0;  // As in IntentBucket.
  IntentCounts counts{};
  std::vector<IntentBucket> buckets;  // All of the span, empty ones too.
  std::vector<Switch> switches;       // The most frequent first, at most kSwitchesToldMax.
  std::uint64_t switch_pairs = 0;     // How many there are.
};

// `span` is bounded: (to - from) / step buckets are in the answer.
Result<Intents> read_intents(const store::Store& store, const intent::IntentsReader& reader, const query::Query& query,
                             const store::Span& span, Micros step);

// A post that shows an intent, and what says so: stretches of its text in code points, [from, to).
struct ShownBy {
  std::string source, id;
  Time at{};
  intent::Shown shown;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> marks;
};
struct IntentWish {
  intent::Kind kind = intent::Kind::kWants;
  std::string from, to;  // Of switches: from whom and to whom; empty for any. As in Switch.
};
// Newest first, of the same draw as read_intents().
Result<std::vector<ShownBy>> posts_showing(const store::Store& store, const intent::IntentsReader& reader,
                                           const query::Query& query, const store::Span& span, const IntentWish& wish);

}  // namespace vigie::survey
