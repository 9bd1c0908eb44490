// An alert: an incident of a watch as people see it, with what it rests on.
// Threads: plain values. Errors: none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "alert/detector.h"

namespace vigie::alert {

struct PostKey {
  std::string source;
  std::string id;
  bool operator==(const PostKey&) const = default;
};

struct Named {  // A word, a network.
  std::string name;
  std::uint64_t posts = 0;
};

struct Voice {
  std::string source;
  std::string id;
  std::string handle;
  std::uint64_t posts = 0;
};

// What the store holds of an incident; the posts are those of Alert::query in [from, to).
struct Evidence {
  Time to{};
  std::optional<Time> read_from;  // Posts, words and authors are of those since then; none: of all.
  std::uint64_t posts = 0;
  std::uint64_t voices = 0;
  signal::Share critical;             // Of those that are no reposts.
  std::optional<PostKey> first;       // The oldest; of a turn, the oldest critical one.
  std::vector<PostKey> posts_behind;  // At most kPostsBehind, those that contribute most first.
  std::vector<Named> words;
  std::vector<Voice> authors;
  std::vector<Named> networks;
  std::vector<std::uint64_t> keys;  // Hashes of at most kKeysMax posts, by which incidents are known to be one.
};

struct Acknowledged {
  std::string account;  // Its id, which no other has; empty for whoever acts without one.
  std::string by;       // As colleagues saw it then.
  Time at{};
  // Of before accounts were kept, the name alone is known.
  bool is_of(const Acknowledged& other) const { return account.empty() ? by == other.by : account == other.account; }
};

struct Alert {
  std::int64_t id = 0;
  std::uint32_t watch = 0;  // 0: of no watch, as a coverage.
  std::string watch_name;
  Kind kind = Kind::kSurprise;
  std::int64_t rule = 0;  // An author's or a word's alone.
  std::string about;      // The source that is not heard, the author, the word.
  Course course;
  std::string query;  // Finds the posts counted; empty for a coverage.
  Evidence evidence;
  std::int64_t group = 0;  // Id of the first alert of the same thing; its own otherwise.
  int update = 0;          // How often it was told anew.
  std::optional<Acknowledged> acknowledged;
  std::optional<Time> muted_until;
};

}  // namespace vigie::alert
