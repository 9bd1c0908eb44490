// A feed at an address: asked at an interval, and only for what has changed since (`ETag`, `Last-Modified`).
// All that was said between two visits was read when they have an entry in common; else the feed may have lost some.
// Threads: as Reader. Errors: as Reader.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "protocol/feed.h"
#include "source/reader.h"

namespace vigie::source {

// `url`; `every_minutes`, 1 to 1440, 15 where nothing is said.
struct FeedChoices {
  std::string url;
  std::string source;  // `feed:example.org/blog.xml`
  Micros every{};
};
Result<FeedChoices> feed_choices(const Options& options);
Result<std::string> feed_source_of(const Options& options);
Result<std::unique_ptr<Reader>> open_feed(const Options& options, const std::string& secret, std::uint64_t seed);

class FeedReader final : public Reader {
 public:
  explicit FeedReader(FeedChoices choices) : choices_(std::move(choices)) {}

  Result<Next> visit(Visit& visit) override;
  Result<void> sample(Door& door, Time now, std::size_t count, post::Batch& out) override;

 private:
  struct Memory;
  Result<net::Answer> get(Door& door, const Memory& memory) const;
  Result<protocol::FeedPosts> posts_in(const net::Answer& answer, Time asked) const;

  FeedChoices choices_;
};

}  // namespace vigie::source
