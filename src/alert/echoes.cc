#include "alert/echoes.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/hash.h"

namespace vigie::alert {
namespace {

constexpr std::int64_t kParts = 1'000;  // In which the first posts of a span are looked for.

struct Said {
  std::uint64_t key = 0;
  std::uint64_t parent = 0, root = 0;  // 0: none.
  std::uint64_t author = 0;
  Time at{};
  bool is_ours = false;
  bool is_repost = false;
  PostKey name;
};

std::uint64_t key_of(std::string_view source, std::string_view id) {
  return id.empty() ? 0 : hash64(id, hash64(source));
}

Said said_of(const post::Post& post, const IsOurs& is_ours) {
  Said out;
  out.key = key_of(post.source, post.id);
  out.parent = key_of(post.source, post.parent);
  out.root = key_of(post.source, post.root);
  out.author = key_of(post.source, post.author.id);
  out.at = post.created_at;
  out.is_ours = is_ours && is_ours(post);
  out.is_repost = post.kind == post::Kind::kRepost;
  out.name = {std::string(post.source), std::string(post.id)};
  return out;
}

// The part of the span that holds its first posts, at most kEchoesPostsMax unless they all came at once.
Result<store::Span> first_part(const store::Store& store, const query::Query& query, const store::Span& span,
                               std::uint64_t& posts) {
  const Micros step = std::max<Micros>(std::chrono::seconds(1), (span.to - span.from) / kParts);
  const auto counts = store.histogram(query, span, step);
  if (!counts) return counts.error();
  posts = counts->total.posts;
  store::Span out = span;
  std::uint64_t sum = 0;
  for (const auto& bucket : counts->buckets) {
    sum += bucket.count.posts;
    if (sum <= kEchoesPostsMax || bucket.start == span.from) continue;
    out.to = bucket.start;
    break;
  }
  return out;
}

// By time. Gives how many the span holds in all.
Result<std::uint64_t> read_first(const store::Store& store, const query::Query& query, const store::Span& span,
                                 const IsOurs& is_ours, std::vector<Said>& out) {
  std::uint64_t posts = 0;
  const auto part = first_part(store, query, span, posts);
  if (!part) return part.error();
  store::SearchOptions options;
  options.limit = store::kPageMax;
  options.span = *part;
  do {
    const auto page = store.search(query, options);
    if (!page) return page.error();
    for (const auto& hit : page->hits) out.push_back(said_of(hit.post, is_ours));
    options.cursor = page->next_cursor;
  } while (!options.cursor.empty() && out.size() < kEchoesPostsMax);
  std::reverse(out.begin(), out.end());
  return posts;
}

// Whatever network somebody answers on.
query::Query replies() { return query::parse("is:reply").value(); }

}  // namespace

Result<Echoes> read_echoes(const store::Store& store, const query::Query& query, const store::Span& span,
                           const IsOurs& is_ours, const std::vector<OwnReply>& own) {
  Echoes out;
  std::vector<Said> said;
  const auto posts = read_first(store, query, span, is_ours, said);
  if (!posts) return posts.error();
  out.read = said.size();
  out.of = *posts;
  std::unordered_map<std::uint64_t, std::size_t> places;
  for (std::size_t i = 0; i < said.size(); ++i) places.emplace(said[i].key, i);
  std::vector<std::set<std::uint64_t>> voices(said.size());
  std::vector<Said> answers;
  const auto read = read_first(store, replies(), span, is_ours, answers);
  if (!read) return read.error();
  const auto take_up = [&](const Said& one, std::uint64_t what) {
    const auto found = places.find(what);
    if (found == places.end() || what == one.key) return false;
    if (one.author != 0 && one.author != said[found->second].author && !one.is_ours)
      voices[found->second].insert(one.author);
    return true;
  };
  const auto look_at = [&](const Said& one) {
    const bool is_echo = take_up(one, one.parent);
    const bool is_of_root = one.root != one.parent && take_up(one, one.root);
    if (!one.is_ours || one.is_repost || (!is_echo && !is_of_root)) return;
    if (!out.answer || one.at < out.answer->at) out.answer = Echoes::Answer{one.name, one.at};
  };
  for (const auto& one : said) look_at(one);
  for (const auto& one : answers) {
    if (!places.contains(one.key)) look_at(one);
  }
  for (const auto& reply : own) {
    const auto& source = reply.post.source;
    if (!places.contains(key_of(source, reply.parent)) && !places.contains(key_of(source, reply.root))) continue;
    const auto kept = store.get(source, reply.post.id);
    if (!kept) return kept.error();
    if (!*kept || (out.answer && out.answer->at <= (*kept)->post.created_at)) continue;
    out.answer = Echoes::Answer{reply.post, (*kept)->post.created_at};
  }
  for (std::size_t i = 0; i < said.size(); ++i) {
    if (!voices[i].empty()) out.taken_up.push_back({said[i].name, said[i].at, voices[i].size()});
  }
  std::stable_sort(out.taken_up.begin(), out.taken_up.end(),
                   [](const Echo& left, const Echo& right) { return left.voices > right.voices; });
  return out;
}

}  // namespace vigie::alert
