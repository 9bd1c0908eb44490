// Mastodon and servers that speak its API: one timeline, caught up page by page, then heard live as server-sent events
// where the server streams to us, else read once a minute (`doc/sources/mastodon.md`).
//
// Nothing falls between the two: the stream is opened first and its first sign of life is answered by catching up once
// more. After a cut, and after a crash, it is caught up from a little before the newest post that is durable, because a
// post of another server is numbered by when it was said and may come later.
// Threads: as Reader. Errors: as Reader; the sentences name the server.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "source/mastodon_known.h"
#include "source/reader.h"

namespace vigie::source {

struct MastodonTimeline {
  std::string base;    // `https://piaille.fr`
  std::string source;  // `mastodon:piaille.fr`
  std::string page;    // `/api/v1/timelines/public?local=true&`
  std::string stream;  // `/api/v1/streaming/public/local`; empty: no stream is asked for.
};

// `url`, `stream` (public, local, hashtag, list, none), `tag`, `list`.
Result<MastodonTimeline> mastodon_timeline(const Options& options);
Result<std::string> mastodon_source_of(const Options& options);
std::string mastodon_part_of(const Options& options);  // `#cafe`, `#local`, `#list-12`
// `token` may be empty: what the server shows to nobody in particular is read.
Result<std::unique_ptr<Reader>> open_mastodon(const Options& options, const std::string& token, std::uint64_t seed);

// Whether `a` was numbered after `b`: numbers and the sortable names of other servers alike.
bool is_newer_id(std::string_view a, std::string_view b);
// The number that a post of so long before would have; `id` itself where numbers are no times.
std::string id_before(const std::string& id, Micros by);

class MastodonReader final : public Reader {
 public:
  MastodonReader(MastodonTimeline timeline, std::string token);

  Result<Next> visit(Visit& visit) override;
  Result<void> sample(Door& door, Time now, std::size_t count, post::Batch& out) override;
  Result<void> conversation(Door& door, Time now, std::string_view post_id, post::Batch& out) override;

 private:
  struct Page;
  void remember(const std::string& memory);
  std::string memory(Time now, bool must_be_fresh);
  Result<net::Answer> get(Door& door, const std::string& path);
  Result<Page> page(Door& door, const std::string& query, Load& load);
  Result<void> catch_up(Visit& visit, Micros overlap);
  Result<void> begin(Visit& visit);
  bool look_again(Visit& visit, const std::vector<std::string>& ids);  // False: closing.
  Result<Next> listen(Visit& visit);
  Result<Next> end_of_stream(Visit& visit, const Result<net::Answer>& answer, bool was_open, Time opened_at);
  Result<void> take(std::string_view json, Load& load, Page* page);
  void take_event(std::string_view name, std::string_view data, Load& load);
  void remove(const std::string& uri, Load& load) const;
  void find_streaming(Door& door);

  MastodonTimeline timeline_;
  std::string token_;
  protocol::Mastodon codec_;
  MastodonKnown known_;
  std::deque<std::string> gone_;  // Deletions of what we do not know yet: the post may come later.
  std::string last_;              // The newest id that was handed over.
  std::int64_t until_ = 0;        // All before was read; 0: nothing was ever.
  std::string memory_;
  Time memory_at_{};
  Time looked_at_{};
  std::string streaming_;  // The base of its streams; empty: not asked yet.
  Time stream_refused_until_{};
};

}  // namespace vigie::source
