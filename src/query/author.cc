#include "query/author.h"

#include <utility>

#include "query/query.h"
#include "text/fold.h"

namespace vigie::query {

std::optional<std::string> author_test(const std::string& name) {
  const FieldTest wanted{.name = FieldName::kAuthor, .value = text::small_letters(name)};
  for (const auto& [open, close] : {std::pair{"\"", "\""}, std::pair{"«", "»"}}) {
    auto out = "author:" + std::string(open) + name + close;
    const auto query = parse(out);
    if (query && query->root().op == Op::kField && query->root().field == wanted) return out;
  }
  return std::nullopt;
}

}  // namespace vigie::query
