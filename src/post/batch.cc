#include "post/batch.h"

#include "post/fields.h"

namespace vigie::post {

Item& Batch::add(const Item& item) {
  Item& out = items_.emplace_back(item);
  Post& post = out.post;
  each_text(post, [&](Field, std::string_view& text) { text = arena_.copy(text); });
  const auto links = arena_.array<std::string_view>(post.links.size());
  for (std::size_t i = 0; i < links.size(); ++i) links[i] = arena_.copy(post.links[i]);
  post.links = links;
  const auto media = arena_.array<Media>(post.media.size());
  for (std::size_t i = 0; i < media.size(); ++i) {
    media[i] = {arena_.copy(post.media[i].type), arena_.copy(post.media[i].alt)};
  }
  post.media = media;
  return out;
}

void Batch::clear() {
  items_.clear();
  arena_.clear();
}

}  // namespace vigie::post
