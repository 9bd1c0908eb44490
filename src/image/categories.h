// Of what kinds of products does a post speak: phones, bank accounts, shoes … A list of the same form as that of the
// attributes (`attributes.h`), a category for each attribute; its phrases are names of things, and their signs say
// nothing here. A post may speak of several, or of none. It reads one post, never its author.
// Threads: immutable, shared by any. Errors: make() says what is wrong with a list.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "image/attributes.h"
#include "image/phrase_index.h"
#include "post/post.h"
#include "text/words.h"

namespace vigie::image {

// Those that are built in.
const std::vector<Attribute>& built_in_categories();

class Categories {
 public:
  static Result<std::shared_ptr<const Categories>> make(std::vector<Attribute> list);

  const std::vector<Attribute>& attributes() const { return list_; }

  // Places in attributes(), rising, each once. Cost: some microseconds.
  std::vector<std::uint8_t> read(const text::Words& words, post::LanguageId language) const;

 private:
  explicit Categories(std::vector<Attribute> list);

  std::vector<Attribute> list_;
  PhraseIndex phrases_;
};

}  // namespace vigie::image
