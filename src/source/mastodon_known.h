// What a Mastodon server calls the posts we kept: its deletions and replies name them by its own numbers alone.
// Threads: owned by one thread. Units: the kKnownMax posts that came last.
#pragma once

#include <cstddef>
#include <deque>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <unordered_map>
#include <vector>

#include "protocol/mastodon.h"

namespace vigie::source {

constexpr std::size_t kKnownMax = 100'000;
constexpr std::size_t kKnownKept = 500;  // So many go into the memory, for the next process.

class MastodonKnown {
 public:
  void note(const std::string& id, const std::string& uri, const std::string& author);
  const std::string* uri_of(const std::string& id) const;  // Null: not known.
  const std::string* id_of(std::string_view uri) const;
  bool knows_author(const std::string& author) const { return authors_.count(author) > 0; }
  void forget_author(const std::string& author) { authors_.erase(author); }
  void forget(const std::string& id);                      // The post is gone.
  std::vector<std::string> newest(std::size_t max) const;  // Their ids, oldest first.
  bool empty() const { return posts_.empty(); }

  nlohmann::json to_json() const;            // The last kKnownKept.
  void read_json(const nlohmann::json& in);  // What is no such list is passed over.

 private:
  struct Post {
    std::string uri;
    std::string author;
  };
  void drop(std::unordered_map<std::string, Post>::iterator post);

  std::deque<std::string> order_;  // Ids, oldest first.
  std::unordered_map<std::string, Post> posts_;
  std::unordered_map<std::string, std::string> ids_;      // By uri.
  std::unordered_map<std::string, std::size_t> authors_;  // How many of their posts are known.
};

}  // namespace vigie::source
