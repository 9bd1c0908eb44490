// The object of a post's JSON, member by member: which names we know, and what each must be.
// Of a member named twice the last counts; `null` is as absent.
// Only for sources of this part: it brings simdjson with it.
// Threads: owned by one thread; reused from post to post. Errors: the first member that cannot be
// read, by name.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/result.h"
#include "post/post.h"
#include "protocol/extra_members.h"
#include "protocol/json_member.h"

namespace vigie::protocol {

class PostReader {
 public:
  PostReader() = default;
  PostReader(const PostReader&) = delete;
  PostReader& operator=(const PostReader&) = delete;

  // Strings go into `arena`. `unicode_escapes`: the text of the object has `\u`.
  Result<void> read(od::object& object, Arena& arena, bool unicode_escapes);

  // The same object read for a deletion: `id`, `source` and `deleted` alone count. An error: it is none.
  Result<void> read_deletion(od::object& object, Arena& arena, bool unicode_escapes);

  const post::Item& item() const { return item_; }  // After a reading that succeeded.

  // A name that a post has for itself, so that nothing else may be called so beside it.
  static bool knows(std::string_view name);

 private:
  using Read = Result<void> (PostReader::*)(std::string_view name, od::value& value);
  struct Member {
    std::string_view name;
    Read read;
  };
  static const Member* member_of(std::string_view name);

  void begin(Arena& arena, bool unicode_escapes);
  template <std::string_view post::Post::*kText>
  Result<void> read_text(std::string_view name, od::value& value);
  template <std::uint64_t post::Post::*kCount>
  Result<void> read_count(std::string_view name, od::value& value);
  Result<void> read_body(std::string_view name, od::value& value);
  Result<void> read_time(std::string_view name, od::value& value);
  Result<void> read_edited_at(std::string_view name, od::value& value);
  Result<void> read_kind(std::string_view name, od::value& value);
  Result<void> read_author(std::string_view name, od::value& value);
  Result<void> read_links(std::string_view name, od::value& value);
  Result<void> read_media(std::string_view name, od::value& value);
  Result<void> read_medium(od::object& object);
  Result<void> read_rating(std::string_view name, od::value& value);
  Result<void> read_rating_max(std::string_view name, od::value& value);
  Result<void> read_verified(std::string_view name, od::value& value);
  Result<void> read_deleted(std::string_view name, od::value& value);
  Result<void> pass_over(std::string_view name, od::value& value);
  Result<void> keep(std::string_view prefix, std::string_view name, od::value& value);
  Result<void> finish();
  Result<void> finish_deletion();

  struct Found {
    bool text = false;
    bool time = false;
    bool kind = false;
    bool deleted = false;
  };

  Arena* arena_ = nullptr;
  MemberReader members_;
  post::Item item_;
  post::Post& post_ = item_.post;
  Found found_;
  ExtraMembers extra_;
  std::vector<std::string_view> links_;
  std::vector<post::Media> media_;
};

}  // namespace vigie::protocol
