#include "store/segment.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/ascii.h"
#include "base/hash.h"
#include "text/fold.h"

namespace vigie::store {
namespace {

constexpr std::uint64_t kAuthorSeed = 0x6175'7468'6F72;  // Keeps authors apart from posts of the same name.

}  // namespace

// The hash of the source seeds the hash of the id: no separator that a name could hold.
std::uint64_t key_of(std::string_view source, std::string_view id) { return hash64(id, hash64(source)); }

std::uint64_t author_of(std::string_view source, std::string_view id) {
  return hash64(id, hash64(source, kAuthorSeed));
}

// Without a time all are meant that there are.
Forgotten forgotten_by(const post::Post& post, Place place) {
  const std::int64_t time = micros_of(post.created_at);
  const std::int64_t until = time == 0 ? std::numeric_limits<std::int64_t>::max() : time;
  return {author_of(post.source, post.author.id), place, 0, until};
}

std::uint32_t name_hash(std::string_view name) {
  std::array<char, 256> small;  // Longer names are told apart by their beginning; candidates are verified.
  if (!is_ascii(name)) {
    return static_cast<std::uint32_t>(hash64(text::small_letters(name).substr(0, small.size())));
  }
  const std::size_t size = std::min(name.size(), small.size());
  std::transform(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(size), small.begin(),
                 [](char c) { return lower(c); });
  return static_cast<std::uint32_t>(hash64({small.data(), size}));
}

AuthorKey author_key_of(const post::Post& post) {
  return {author_of(post.source, post.author.id), name_hash(post.author.handle), name_hash(post.author.id)};
}

std::vector<std::uint64_t> Keys::by_doc() const {
  std::vector<std::uint64_t> keys(all.size());
  each([&](std::uint64_t key, std::uint32_t doc) { keys[doc] = key; });
  return keys;
}

std::vector<std::uint64_t> Keys::of(const Bits& wanted) const {
  std::vector<std::uint64_t> keys;
  each([&](std::uint64_t key, std::uint32_t doc) {
    if (wanted.has(doc)) keys.push_back(key);
  });
  return keys;
}

Bits hidden_of(const Segment& segment) {
  Bits shown(segment.doc_count());
  shown.add_all();
  Bits hidden = shown;
  segment.hidden.take_from(shown);
  hidden.drop_all_of(shown);
  return hidden;
}

char shelf_of(text::Kind kind) {
  switch (kind) {
    case text::Kind::kHashtag:
      return '#';
    case text::Kind::kMention:
      return '@';
    case text::Kind::kWord:
    case text::Kind::kEmoji:
      break;
  }
  return 'w';
}

}  // namespace vigie::store
