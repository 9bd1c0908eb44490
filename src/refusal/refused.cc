#include "refusal/refused.h"

#include <bit>

#include "refusal/identity.h"

namespace vigie::refusal {

Refused::Refused(std::span<const Mark> marks, const Key& key) : key_(key) {
  if (marks.empty()) return;
  slots_.resize(std::bit_ceil(2 * marks.size()));
  for (const auto& mark : marks) {
    if (mark.is_none() || holds(mark)) continue;
    auto at = mark.low & (slots_.size() - 1);
    while (!slots_[at].is_none()) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = mark;
  }
}

bool Refused::holds(const Mark& mark) const {
  if (slots_.empty() || mark.is_none()) return false;
  for (auto at = mark.low & (slots_.size() - 1); !slots_[at].is_none(); at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at] == mark) return true;
  }
  return false;
}

bool Refused::knows(std::string_view source, std::string_view author) const {
  IdentityRoom room;  // Not cleared: it is read as far as it is written.
  const auto identity = identity_of(source, author, room);
  return !identity.empty() && holds(mark_of(identity, key_));
}

bool Refused::knows(const post::Post& post) const {
  if (knows(post.source, post.author.id)) return true;
  return post.author.handle.find('@') != std::string_view::npos && knows(post.source, post.author.handle);
}

}  // namespace vigie::refusal
