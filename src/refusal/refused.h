// Those who refused, at one moment: what every post is held against before anything of it is kept.
// Threads: immutable. Errors: none. Cost: nothing while nobody refused, else one keyed hash of the author and one look
// into a table of 32 to 64 bytes a refusal.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "post/post.h"
#include "refusal/mark.h"

namespace vigie::refusal {

class Refused {
 public:
  Refused() = default;
  Refused(std::span<const Mark> marks, const Key& key);

  bool empty() const { return slots_.empty(); }
  // Whether its author refused: by their key, or by the handle that a server of the fediverse tells with it.
  bool holds(const post::Post& post) const { return !empty() && knows(post); }
  bool holds(const Mark& mark) const;

 private:
  bool knows(const post::Post& post) const;
  bool knows(std::string_view source, std::string_view author) const;

  Key key_{};
  std::vector<Mark> slots_;  // Open addressing; at most half are taken, none is the mark of nobody.
};

}  // namespace vigie::refusal
