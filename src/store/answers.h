// What the store answers to readers. Threads: plain values.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "post/post.h"

namespace vigie::store {

constexpr std::size_t kPageMax = 1'000;
constexpr std::size_t kBucketsMax = 20'000;
constexpr std::size_t kTopsPostsMax = 2'000;  // Posts read for the tables of words, hashtags and links.

struct Hit {
  std::shared_ptr<const void> owner;  // Keeps the bytes that the strings of `post` point into.
  post::Post post;
  post::Reading reading;
};

// created_at in [from, to). Of those, what had reached us by `known_at` as it is today: an edited post since its last
// version did, and what is gone is gone.
struct Span {
  Time from = Time::min();
  Time to = Time::max();
  Time known_at = Time::max();
};

struct SearchOptions {
  std::size_t limit = 20;  // At most kPageMax.
  std::string cursor;      // Of the page before; empty for the first. Stays valid while posts arrive.
  Span span;
};

struct Page {
  std::vector<Hit> hits;
  std::string next_cursor;  // Empty: this was the last page.
};

struct Count {
  std::uint64_t posts = 0;
  std::uint64_t voices = 0;  // Distinct authors.
  std::uint64_t negative = 0;
  std::uint64_t neutral = 0;
  std::uint64_t positive = 0;
};

struct Bucket {
  Time start{};
  Count count;
};

struct Histogram {
  std::vector<Bucket> buckets;
  Count total;                // Of the whole span; voices are distinct over it, not a sum.
  std::optional<Time> first;  // Oldest and newest matching post ever, whatever the span.
  std::optional<Time> last;
};

struct Top {
  std::string name;
  std::string id;  // Of authors alone.
  std::uint64_t posts = 0;
};

struct Tops {
  std::uint64_t posts = 0;        // That match.
  std::uint64_t read = 0;         // Of which so many, the newest, were read for words, hashtags, links and sites.
  std::optional<Time> read_from;  // Time of the oldest of those.
  // Words that stand out here; not those that the query asked for.
  std::vector<Top> words, hashtags, links, sites;
  std::vector<Top> authors, languages, sources;  // Of all that match.
};

struct Stats {
  std::uint64_t posts = 0;   // That a search can find.
  std::uint64_t hidden = 0;  // Deleted or edited, bytes not yet erased.
  std::uint64_t segments = 0;
  std::uint64_t log_bytes = 0;
  std::uint64_t index_bytes = 0;     // Of the sealed segments.
  std::uint64_t live_bytes = 0;      // Memory of the live segments, about.
  std::uint64_t damaged_blocks = 0;  // Set aside since open().
  std::uint64_t fdatasyncs = 0;
  std::uint64_t merges = 0;         // Times that small segments became one, since open().
  std::optional<Time> first, last;  // Oldest and newest created_at.
};

struct Damage {
  std::string file;  // From the data folder: "log/00000003.log".
  std::uint64_t offset = 0;
  std::string what;
};

struct Report {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::uint64_t items = 0;
  std::vector<Damage> damages;  // In order of files, then offsets.
};

}  // namespace vigie::store
