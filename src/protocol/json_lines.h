// Posts in the product's own JSON (`doc/formats/post-json.md`): one object a line, or an array of
// them. Strings go straight into the batch's arena.
//
// Of a member named twice the last counts. Members that the form does not know are kept in
// Post::extra as one JSON object; those within `author` and `media` as `author.NAME`, `media.0.NAME`.
// Threads: owned by one thread. Owns: the parser's buffers, kept between calls.
// Errors: a line that is no post is refused with the member and the reason (`likes: -1 is below 0`);
// nothing is added then. Of a deletion only `id` and `source` count. Sizes, UTF-8 and times in the future are
// post::validate's matter.
#pragma once

#include <memory>
#include <string_view>

#include "base/result.h"
#include "post/batch.h"
#include "protocol/records.h"

namespace vigie::protocol {

class JsonLines {
 public:
  JsonLines();
  ~JsonLines();
  JsonLines(JsonLines&&) noexcept;
  JsonLines& operator=(JsonLines&&) noexcept;

  // Adds exactly one item: a post or, with `"deleted": true`, a deletion. `line` is not needed afterwards.
  Result<void> read(std::string_view line, post::Batch& out);

  // The id of the line that read() refused last, if it stood before what is wrong. Borrowed from the batch.
  std::string_view refused_id() const;

  // Every element through read(), in order; the count of elements. An array without end is an error
  // and adds nothing; an element that is no post goes to `on_refused`. Of an array of more than `most`
  // elements nothing is read: most + 1.
  Result<std::size_t> read_array(std::string_view json, std::size_t most, post::Batch& out,
                                 const OnRefused& on_refused);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace vigie::protocol
