// What a record says beside the fields that we know: kept in Post::extra as one JSON object, each
// name once. Of equal names the last counts.
// Threads: owned by one thread; reused from record to record. Errors: what is no JSON, or too much.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/result.h"

namespace vigie::protocol {

class ExtraMembers {
 public:
  void clear();

  // `json` is one value as it came; its grammar is held and its blanks go.
  Result<void> add(std::string_view name, std::string_view json);
  Result<void> add_text(std::string_view name, std::string_view text);

  // Empty if nothing was added.
  std::string_view object(Arena& arena);

 private:
  struct Member {
    std::uint64_t name;  // Its hash.
    std::size_t begin;   // In text_.
    std::size_t end;
  };

  std::size_t begin_member(std::string_view name);
  Result<void> end_member(std::string_view name, std::size_t begin);
  bool drop_repeated();

  std::string text_;  // Members, separated by commas.
  std::vector<Member> members_;
};

}  // namespace vigie::protocol
