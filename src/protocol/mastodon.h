// A Status as Mastodon's API answers it (`doc/formats/mastodon.md`). Only what its author made public is read.
// Threads: owned by one thread. Owns: the parser's buffers, kept between calls.
// Errors: what is no Status; a Status that is not public, or whose author refuses indexing, is refused with that
// reason.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "post/batch.h"

namespace vigie::protocol {

struct MastodonOptions {
  std::string
      host;  // Of the server that was asked: the source is `mastodon:HOST`. Empty: the host of each Status's `uri`.
};

// What its server calls a Status: other Statuses and deletions name it by that, and a post does not tell it.
struct MastodonSeen {
  std::string id;  // In the server's own numbering.
  std::string uri;
  std::string author;     // As Author::id.
  std::string parent_id;  // Of the Status it answers; empty: none.
  bool is_author_refusing = false;
  Result<void> added = {};  // Or why it was refused.
};

class Mastodon {
 public:
  explicit Mastodon(MastodonOptions options = {});
  ~Mastodon();
  Mastodon(Mastodon&&) noexcept;
  Mastodon& operator=(Mastodon&&) noexcept;

  // Adds one post; nothing if the Status is refused.
  Result<void> read(std::string_view json, post::Batch& out);
  // One Status, or an array of them: adds those that may be read, and appends to `seen` one entry for each, in order.
  // An error, and nothing added, of what is neither.
  Result<void> read_all(std::string_view json, post::Batch& out, std::vector<MastodonSeen>& seen);
  // A Context: those that come before and after a Status, likewise.
  Result<void> read_context(std::string_view json, post::Batch& out, std::vector<MastodonSeen>& seen);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace vigie::protocol
