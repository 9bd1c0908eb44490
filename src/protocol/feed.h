// One feed document (`doc/formats/feed.md`): RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, CDF,
// JSON Feed; in any encoding that iconv knows, well-formed or not.
// Threads: pure functions. Errors: a document that is no feed at all, or too large.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "post/batch.h"

namespace vigie::protocol {

// A value and whether it is HTML or plain text.
struct FeedText {
  std::string value;
  bool html = false;

  bool empty() const { return value.empty(); }
  std::string plain() const;  // As a reader sees it.
};

// An entry with its values as the feed gives them; addresses are absolute.
struct FeedEntry {
  std::string id;
  FeedText title;
  std::string link;
  FeedText summary;  // Description, or summary.
  FeedText content;
  std::string author;
  std::string author_email;
  std::string author_url;
  std::string lang;
  std::vector<std::string> links;  // Enclosures and further links.
  std::optional<Time> published;
  std::optional<Time> updated;
};

struct Feed {
  FeedText title;
  std::string link;
  std::string author;  // Of entries that name none.
  std::string lang;
  std::vector<FeedEntry> entries;
  bool well_formed = true;  // False: the lenient pass read it.
};

struct FeedOptions {
  std::string source;   // Empty: `feed:HOST` of the feed's link, else `feed`.
  std::string url;      // Where it was fetched: the base of relative addresses.
  std::string charset;  // As the transport declares it; empty: as the document does.
  Time fetched_at{};    // The time of entries without a date.
};

Result<Feed> parse_feed(std::string_view bytes, const FeedOptions& options);

// Adds a post of kind `entry` for each entry; how many.
Result<std::size_t> read_feed(std::string_view bytes, const FeedOptions& options, post::Batch& out);

}  // namespace vigie::protocol
