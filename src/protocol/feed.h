// One feed document (`doc/formats/feed.md`): RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, CDF,
// JSON Feed; in any encoding that iconv knows, well-formed or not.
// Threads: pure functions; FeedPosts is owned by one thread. Errors: a document that is no feed at all, or too large.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "post/batch.h"
#include "protocol/records.h"

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
  std::vector<std::string> media;  // What enclosures are: "image", "audio", "video".
  std::optional<Time> published;
  std::optional<Time> updated;
  std::size_t line = 0;  // Where it begins in the document, from 1; 0: not known.
};

// Of `image/jpeg` "image"; nothing for what is neither picture, sound nor film.
void add_medium(std::string_view media_type, FeedEntry& entry);

struct Feed {
  std::string self;    // Its own address, where it tells it.
  std::string link;    // Of the pages that it tells of.
  std::string author;  // Of entries that name none.
  std::string lang;
  std::vector<FeedEntry> entries;
  std::size_t left_out = 0;  // Entries beyond kFeedEntriesMax.
};

struct FeedOptions {
  std::string source;   // Empty: by the feed's own address, else by the host of its link and `stem`.
  std::string stem;     // The name of its file, without endings.
  std::string url;      // Where it was fetched: the base of relative addresses.
  std::string charset;  // As the transport declares it; empty: as the document does.
  Time fetched_at{};    // The time of entries without a date.
};

Result<Feed> parse_feed(std::string_view bytes, const FeedOptions& options);

// The entries of a feed as posts of kind `entry`, one after the other.
class FeedPosts {
 public:
  static Result<FeedPosts> create(std::string_view bytes, FeedOptions options);

  // False: there is none left. Else one post was added to `out`, and `about` tells its place and the
  // post as JSON; with a reason in `about` the entry was left out, and nothing was added.
  bool next(post::Batch& out, Refused& about);

 private:
  FeedPosts(Feed feed, FeedOptions options);
  void add(const FeedEntry& entry, post::Batch& out) const;

  Feed feed_;
  FeedOptions options_;
  std::string source_;
  std::size_t record_ = 0;
  std::string json_;
};

}  // namespace vigie::protocol
