#include "source/mastodon_known.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace vigie::source {

void MastodonKnown::note(const std::string& id, const std::string& uri, const std::string& author) {
  if (id.empty() || uri.empty() || !posts_.try_emplace(id, Post{uri, author}).second) return;
  order_.push_back(id);
  ids_[uri] = id;
  ++authors_[author];
  if (order_.size() <= kKnownMax) return;
  drop(posts_.find(order_.front()));
  order_.pop_front();
}

void MastodonKnown::drop(std::unordered_map<std::string, Post>::iterator post) {
  if (const auto count = authors_.find(post->second.author); count != authors_.end() && --count->second == 0) {
    authors_.erase(count);
  }
  ids_.erase(post->second.uri);
  posts_.erase(post);
}

void MastodonKnown::forget(const std::string& id) {
  const auto post = posts_.find(id);
  if (post == posts_.end()) return;
  drop(post);
  order_.erase(std::find(order_.begin(), order_.end(), id));
}

std::vector<std::string> MastodonKnown::newest(std::size_t max) const {
  return {order_.end() - static_cast<std::ptrdiff_t>(std::min(max, order_.size())), order_.end()};
}

const std::string* MastodonKnown::uri_of(const std::string& id) const {
  const auto at = posts_.find(id);
  return at == posts_.end() ? nullptr : &at->second.uri;
}

const std::string* MastodonKnown::id_of(std::string_view uri) const {
  const auto at = ids_.find(std::string(uri));
  return at == ids_.end() ? nullptr : &at->second;
}

nlohmann::json MastodonKnown::to_json() const {
  auto out = nlohmann::json::array();
  for (std::size_t i = order_.size() - std::min(order_.size(), kKnownKept); i < order_.size(); ++i) {
    const Post& post = posts_.at(order_[i]);
    out.push_back({order_[i], post.uri, post.author});
  }
  return out;
}

void MastodonKnown::read_json(const nlohmann::json& in) {
  if (!in.is_array()) return;
  for (const auto& entry : in) {
    const bool is_one = entry.is_array() && entry.size() == 3 &&
                        std::all_of(entry.begin(), entry.end(), [](const auto& part) { return part.is_string(); });
    if (is_one) note(entry[0], entry[1], entry[2]);
  }
}

}  // namespace vigie::source
