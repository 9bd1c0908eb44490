// A post, those before it and those after it, as its server tells them.
#include <unordered_map>

#include "net/url.h"
#include "source/mastodon_reader.h"

namespace vigie::source {

Result<void> MastodonReader::conversation(Door& door, Time, std::string_view post_id, post::Batch& out) {
  const std::string* known = known_.id_of(post_id);
  std::string id = known != nullptr ? *known : std::string();
  const bool is_ours = post_id.starts_with(timeline_.base + "/");  // Its address ends with its number here.
  if (id.empty() && is_ours) id = post_id.substr(post_id.rfind('/') + 1);
  if (id.empty())
    return invalid("the server's number of this post is not known: " + std::string(post_id.substr(0, 200)));
  const std::string path = "/api/v1/statuses/" + net::percent_encode(id);
  const auto self = get(door, path);
  if (!self) return self.error();
  const auto around = get(door, path + "/context");
  if (!around) return around.error();
  std::vector<protocol::MastodonSeen> seen;
  const std::size_t begin = out.size();
  if (auto ok = codec_.read_all(self->body, out, seen); !ok) return ok;
  if (auto ok = codec_.read_context(around->body, out, seen); !ok) return ok;
  std::unordered_map<std::string_view, std::string_view> uris;
  for (const auto& one : seen) uris.emplace(one.id, one.uri);
  std::size_t at = begin;
  for (const auto& one : seen) {
    if (!one.added) continue;
    post::Post& post = out.items()[at++].post;
    const auto parent = uris.find(one.parent_id);
    if (post.kind == post::Kind::kReply && parent != uris.end()) post.parent = out.arena().copy(parent->second);
  }
  return {};
}

}  // namespace vigie::source
