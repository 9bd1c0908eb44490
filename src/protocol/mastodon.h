// A Status as Mastodon's API answers it (`doc/formats/mastodon.md`). Only what its author made public is read.
// Threads: owned by one thread. Owns: the parser's buffers, kept between calls.
// Errors: what is no Status; a Status that is not public, or whose author refuses indexing, is refused with that
// reason.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "post/batch.h"

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

  // Adds one post; nothing if the Status is refused.
  Result<void> read(std::string_view json, post::Batch& out);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace vigie::protocol
