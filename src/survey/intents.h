// What those want and do who speak of what a query asks for: of each intent how many show it, over time, and who is
// left for whom; and the posts behind each figure. Figures and lists come from one reading, so that each figure opens
// into its posts.
//
// The same by kinds of products: of the posts that speak of a category, how many show each intent, whatever else they
// speak of; a post of several categories counts in each.
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

#include "image/categories.h"
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

// What is read with.
struct IntentsWith {
  const store::Store& store;
  const intent::IntentsReader& reader;
  const image::Categories& categories;
};

constexpr std::uint8_t kNoCategory = 255;  // In place of a category: posts that speak of none.

struct CategoryIntents {
  std::uint64_t asked = 0;  // As in IntentBucket, of posts that speak of the category.
  IntentCounts counts{};
};

struct Intents {
  Drawn drawn;
  std::uint64_t asked = 0;  // As in IntentBucket.
  IntentCounts counts{};
  std::vector<IntentBucket> buckets;  // All of the span, empty ones too.
  std::vector<Switch> switches;       // The most frequent first, at most kSwitchesToldMax.
  std::uint64_t switch_pairs = 0;     // How many there are.

  // Of all posts, whatever category was asked for.
  std::vector<CategoryIntents> categories;  // By place in Categories::attributes().
  CategoryIntents of_none;                  // Of posts that speak of no category.
};

// `span` is bounded: (to - from) / step buckets are in the answer. `category`: of posts alone that speak of it.
Result<Intents> read_intents(const IntentsWith& with, const query::Query& query, const store::Span& span, Micros step,
                             std::optional<std::uint8_t> category = std::nullopt);

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
  std::optional<std::uint8_t> category = std::nullopt;
};
// Newest first, of the same draw as read_intents().
Result<std::vector<ShownBy>> posts_showing(const IntentsWith& with, const query::Query& query, const store::Span& span,
                                           const IntentWish& wish);

}  // namespace vigie::survey
