#include "measure/reader.h"

#include <set>
#include <string>
#include <utility>

#include "base/hash.h"

namespace vigie::measure {
namespace {

// Every post of a query, newest first, until `most` were read: then the time of the last of them.
Result<std::optional<Time>> read_all(const store::Store& store, const query::Query& query, const store::Span& span,
                                     std::size_t most, const std::function<void(const store::Hit&)>& on_hit) {
  store::SearchOptions options;
  options.limit = store::kPageMax;
  options.span = span;
  std::size_t read = 0;
  do {
    const auto page = store.search(query, options);
    if (!page) return page.error();
    for (const auto& hit : page->hits) on_hit(hit);
    read += page->hits.size();
    options.cursor = page->next_cursor;
    if (read >= most && !options.cursor.empty()) return std::optional(page->hits.back().post.created_at);
  } while (!options.cursor.empty());
  return std::optional<Time>();
}

bool is_paid(const post::Post& post) { return !post.incentive.empty() && post.incentive != "none"; }

Said said_of(const store::Hit& hit, const IsOurs& is_ours) {
  const auto& post = hit.post;
  Said out;
  out.source = post.source;
  out.id = post.id;
  out.parent = post.parent;
  out.root = post.root;
  out.author = post.author.id.empty() ? 0 : hash64(post.author.id, hash64(post.source));
  out.at = post.created_at;
  out.is_ours = is_ours(post);
  out.is_paid = is_paid(post);
  out.is_repost = post.kind == post::Kind::kRepost;
  out.is_critical = hit.reading.mood() == post::Mood::kNegative;
  return out;
}

// Replies of those sources; of all where a name cannot stand in a query.
query::Query replies_of(const std::set<std::string>& sources) {
  std::string text;
  for (const auto& source : sources) text += (text.empty() ? "is:reply (source:" : " OR source:") + source;
  if (auto parsed = query::parse(text + ")")) return std::move(*parsed);
  return query::parse("is:reply").value();
}

}  // namespace

Result<Told> read_exchange(const store::Store& store, const query::Query& query, const store::Span& span,
                           const IsOurs& is_ours) {
  std::vector<Said> said;
  std::set<std::pair<std::string, std::string>> known;
  std::set<std::string> sources;  // Of criticisms.
  const auto read_from = read_all(store, query, span, kPostsReadMax, [&](const store::Hit& hit) {
    said.push_back(said_of(hit, is_ours));
    known.emplace(said.back().source, said.back().id);
    if (said.back().is_critical && !said.back().is_ours) sources.insert(said.back().source);
  });
  if (!read_from) return read_from.error();
  std::optional<Time> answers_from;
  if (!sources.empty()) {
    const auto on_answer = [&](const store::Hit& hit) {
      if (known.contains({std::string(hit.post.source), std::string(hit.post.id)})) return;
      said.push_back(said_of(hit, is_ours));
      said.back().is_about = false;
    };
    const auto read = read_all(store, replies_of(sources), span, kAnswersReadMax, on_answer);
    if (!read) return read.error();
    answers_from = *read;
  }
  return Told{Exchange(std::move(said)), *read_from, answers_from};
}

std::span<const Limit> limits() {
  static constexpr Limit kLimits[] = {
      {"measure.posts_read_max", kPostsReadMax, "posts", "presence and defence are counted over the newest so many"},
      {"measure.answers_read_max", kAnswersReadMax, "posts",
       "replies that a query does not find are looked for among so many"},
  };
  return kLimits;
}

}  // namespace vigie::measure
