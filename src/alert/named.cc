#include "alert/named.h"

#include "query/author.h"
#include "query/query.h"

namespace vigie::alert {

std::string named_query(const Rule& rule, const std::string& watch_query) {
  std::string out = "(" + watch_query + ")";
  if (rule.kind == Kind::kWord) return out + " (" + rule.word + ")";
  if (rule.handles.empty()) return out;
  out += " (";
  for (const auto& handle : rule.handles) {
    if (const auto test = query::author_test(handle)) out += (out.ends_with('(') ? "" : " OR ") + *test;
  }
  return out + ")";  // None of them can be said: no query.
}

Result<NamedPosts> find_named(const store::Store& store, const Rule& rule, const std::string& watch_query,
                              const store::Span& span) {
  NamedPosts out;
  out.query = named_query(rule, watch_query);
  out.about = rule.word;
  const auto query = query::parse(out.query);
  if (!query) return query.error();
  store::SearchOptions options;
  options.limit = store::kPageMax;
  options.span = span;
  const auto page = store.search(*query, options);
  if (!page) return page.error();
  std::string handle;
  for (const auto& hit : page->hits) {
    if (rule.kind == Kind::kAuthor && hit.post.likes + hit.post.reposts < rule.reach_min) continue;
    ++out.posts;
    out.first = hit.post.created_at;
    handle = hit.post.author.handle.empty() ? hit.post.author.id : hit.post.author.handle;
  }
  if (rule.kind != Kind::kAuthor || out.posts == 0) return out;
  out.about = handle;
  // Who reaches many is known by name once they have spoken.
  const auto test = rule.handles.empty() ? query::author_test(handle) : std::nullopt;
  const auto of_author = test ? "(" + watch_query + ") " + *test : "";
  if (test && query::parse(of_author)) out.query = of_author;
  return out;
}

}  // namespace vigie::alert
