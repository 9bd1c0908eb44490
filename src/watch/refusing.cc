// How a house obeys a refusal: first nothing more comes in, then what is there goes.
#include <set>
#include <utility>

#include "query/author.h"
#include "query/query.h"
#include "refusal/identity.h"
#include "watch/house.h"

namespace vigie::watch {
namespace {

using Authors = std::set<std::pair<std::string, std::string>>;  // Source, and id in it.

// Those on the list whose posts are kept under that name, in whatever source.
Result<void> add_kept(const store::Store& store, const refusal::Refused& refused, std::string_view name, Authors& out) {
  const auto test = query::author_test(std::string(name));
  if (!test) return {};  // No query can name them; they are known by the source that was given.
  const auto query = query::parse(*test);
  if (!query) return query.error();
  store::SearchOptions options;
  options.limit = store::kPageMax;
  do {
    const auto page = store.search(*query, options);
    if (!page) return page.error();
    for (const auto& hit : page->hits) {
      if (refused.holds(hit.post)) out.emplace(hit.post.source, hit.post.author.id);
    }
    options.cursor = page->next_cursor;
  } while (!options.cursor.empty());
  return {};
}

}  // namespace

Result<House::Refused> House::refuse(std::string_view source, std::string_view author_id) {
  const auto added = refusals_->add(source, author_id);
  if (!added) return added.error();
  // What a worker read before the list changed is kept by now, and found below.
  if (const auto ok = hand_over_and_wait(source::Load{}); !ok) return ok.error();
  Authors authors;
  if (!source.empty()) authors.emplace(source, author_id);
  if (refusal::is_known_everywhere(author_id)) {
    const auto refused = refusals_->now();
    for (const auto& name : refusal::names_of(author_id)) {
      if (const auto ok = add_kept(*store_, *refused, name, authors); !ok) return ok.error();
    }
  }
  Refused out{*added, 0};
  for (const auto& [of_source, id] : authors) {
    const auto forgotten = forget_author(of_source, id);
    if (!forgotten) return forgotten.error();
    out.forgotten += *forgotten;
  }
  return out;
}

}  // namespace vigie::watch
