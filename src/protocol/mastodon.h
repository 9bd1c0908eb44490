// Status objects as Mastodon's API answers them (`doc/formats/mastodon.md`): one object, or one
// array of them. Only what its author made public is read.
// Threads: owned by one thread. Owns: the parser's buffers, kept between calls.
// Errors: a Status that is not public, or whose author refuses indexing, is refused with that reason.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "post/batch.h"
#include "protocol/records.h"

namespace vigie::protocol {

struct MastodonOptions {
  std::string
      host;  // Of the server that was asked: the source is `mastodon:HOST`. Empty: the host of each Status's `uri`.
};

class Mastodon {
 public:
  explicit Mastodon(MastodonOptions options = {});
  ~Mastodon();
  Mastodon(Mastodon&&) noexcept;
  Mastodon& operator=(Mastodon&&) noexcept;

  // One object or one array; the count of Statuses. A document that is not JSON is an error and adds
  // nothing; a Status that is no public post goes to `on_refused`.
  Result<std::size_t> read(std::string_view json, post::Batch& out, const OnRefused& on_refused);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace vigie::protocol
