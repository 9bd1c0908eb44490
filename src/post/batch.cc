#include "post/batch.h"

namespace vigie::post {

Item& Batch::add(const Item& item) {
  Item& out = items_.emplace_back(item);
  Post& post = out.post;
  for (std::string_view* text :
       {&post.id, &post.source, &post.author.id, &post.author.handle, &post.author.name, &post.title, &post.summary,
        &post.text, &post.lang, &post.url, &post.parent, &post.root, &post.brand, &post.product, &post.incentive,
        &post.experienced_at, &post.extra}) {
    *text = arena_.copy(*text);
  }
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
