#include "alert/evidence.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_map>

#include "alert/history.h"
#include "alert/limits.h"
#include "alert/plain_words.h"
#include "base/hash.h"

namespace vigie::alert {
namespace {

constexpr std::size_t kWordsLookedAt = 4 * kTopNames;  // Plain ones are among them.
constexpr std::int64_t kFirstBuckets = 2'000;          // Of a week: five minutes, then a sixth of a second.
static_assert(kFirstBuckets <= std::int64_t{store::kBucketsMax});

struct Told {
  PostKey key;
  std::uint64_t author = 0;
  std::uint64_t answers = 0;  // Reposts and replies within the incident.
  std::uint64_t reach = 0;
  Time at{};
};

// The posts of an incident, newest first.
class Reading {
 public:
  void add(const post::Post& post) {
    const auto source = hash64(post.source);
    const auto key = hash64(post.id, source);
    if (keys_.size() < kKeysMax) keys_.push_back(key);
    auto& voice = voices_[hash64(post.author.id, source)];
    if (++voice.posts == 1) {
      voice.source = post.source;
      voice.id = post.author.id;
      voice.handle = post.author.handle.empty() ? post.author.id : post.author.handle;
    }
    if (!post.parent.empty()) ++answers_[hash64(post.parent, source)];
    if (post.kind == post::Kind::kRepost && !post.parent.empty()) return;  // What is reposted stands for it.
    told_.push_back({{std::string(post.source), std::string(post.id)},
                     hash64(post.author.id, source),
                     0,
                     post.likes + post.reposts,
                     post.created_at});
    hashes_.push_back(key);
  }

  std::optional<PostKey> oldest() const { return told_.empty() ? std::nullopt : std::optional(told_.back().key); }

  void put_into(Evidence& out) {
    for (std::size_t i = 0; i < told_.size(); ++i) {
      if (const auto found = answers_.find(hashes_[i]); found != answers_.end()) told_[i].answers = found->second;
    }
    std::stable_sort(told_.begin(), told_.end(), [](const Told& left, const Told& right) {
      return left.answers != right.answers ? left.answers > right.answers : left.reach > right.reach;
    });
    std::unordered_map<std::uint64_t, std::size_t> of_author;
    for (const auto& told : told_) {
      if (out.posts_behind.size() == kPostsBehind) break;
      if (++of_author[told.author] <= kPostsOfAuthor) out.posts_behind.push_back(told.key);
    }
    for (const auto& [key, voice] : voices_) {
      if (!voice.id.empty()) out.authors.push_back(voice);
    }
    std::sort(out.authors.begin(), out.authors.end(), [](const Voice& left, const Voice& right) {
      return left.posts != right.posts ? left.posts > right.posts : left.handle < right.handle;
    });
    if (out.authors.size() > kTopNames) out.authors.resize(kTopNames);
    out.keys = std::move(keys_);
    std::sort(out.keys.begin(), out.keys.end());
  }

 private:
  std::vector<Told> told_;
  std::vector<std::uint64_t> hashes_, keys_;
  std::unordered_map<std::uint64_t, std::uint64_t> answers_;
  std::unordered_map<std::uint64_t, Voice> voices_;
};

// The oldest of more posts than were read: its bucket, then its bucket within that one. At most two histograms and one
// page, however many there are.
Result<std::optional<PostKey>> find_first(const store::Store& store, const query::Query& query, store::Span span) {
  for (int i = 0; i < 2; ++i) {
    const Micros step = (span.to - span.from) / kFirstBuckets + Micros(1);
    const auto counts = store.histogram(query, span, step);
    if (!counts) return counts.error();
    const auto& buckets = counts->buckets;
    const auto first =
        std::find_if(buckets.begin(), buckets.end(), [](const auto& bucket) { return bucket.count.posts > 0; });
    if (first == buckets.end()) return std::optional<PostKey>();
    span = {first->start, std::min(first->start + step, span.to)};
  }
  store::SearchOptions options;
  options.limit = store::kPageMax;
  options.span = span;
  const auto page = store.search(query, options);
  if (!page) return page.error();
  if (page->hits.empty()) return std::optional<PostKey>();
  const auto& oldest = page->hits.back().post;
  return std::optional(PostKey{std::string(oldest.source), std::string(oldest.id)});
}

Result<void> read_posts(const store::Store& store, const query::Query& query, const store::Span& span, Evidence& out) {
  store::SearchOptions options;
  options.limit = store::kPageMax;
  options.span = span;
  Reading reading;
  std::size_t read = 0;
  do {
    const auto page = store.search(query, options);
    if (!page) return page.error();
    for (const auto& hit : page->hits) {
      reading.add(hit.post);
      out.read_from = hit.post.created_at;
    }
    read += page->hits.size();
    options.cursor = page->next_cursor;
  } while (!options.cursor.empty() && read < kEvidencePostsMax);
  out.first = reading.oldest();
  if (options.cursor.empty()) {
    out.read_from.reset();
  } else {
    const auto first = find_first(store, query, span);
    if (!first) return first.error();
    out.first = *first;
  }
  reading.put_into(out);
  return {};
}

// Of the words that stand out those that say what it is about.
std::vector<Named> told_words(const std::vector<store::Top>& tops) {
  std::vector<Named> out;
  for (const auto& top : tops) {
    if (out.size() < kTopNames && !is_plain(top.name)) out.push_back({top.name, top.posts});
  }
  return out;
}

std::vector<Named> named(const std::vector<store::Top>& tops) {
  std::vector<Named> out;
  out.reserve(tops.size());
  for (const auto& top : tops) out.push_back({top.name, top.posts});
  return out;
}

}  // namespace

Result<Evidence> read_evidence(const store::Store& store, Kind kind, const std::string& query,
                               const store::Span& span) {
  const auto all = query::parse(query);
  if (!all) return all.error();
  const auto written = written_by(query);
  const auto critical = kind == Kind::kShare ? critical_of(query) : std::nullopt;
  const auto& shown = critical ? *critical : *all;
  Evidence out;
  out.to = span.to;
  const auto whole = store.histogram(*all, span, span.to - span.from);
  if (!whole) return whole.error();
  out.posts = whole->total.posts;
  out.voices = whole->total.voices;
  if (written) {
    const auto counts = store.histogram(*written, span, span.to - span.from);
    if (!counts) return counts.error();
    out.critical = {counts->total.negative, counts->total.posts};
  }
  if (auto ok = read_posts(store, shown, span, out); !ok) return ok.error();
  const auto tops = store.tops(shown, span, kWordsLookedAt);
  if (!tops) return tops.error();
  out.words = told_words(tops->words);
  if (tops->read < tops->posts) out.read_from = std::max(out.read_from, tops->read_from);
  out.networks = named(tops->sources);
  if (out.networks.size() > kTopNames) out.networks.resize(kTopNames);
  return out;
}

bool share_posts(const Evidence& one, const Evidence& other) {
  const auto least = std::min(one.keys.size(), other.keys.size());
  if (least == 0) return false;
  std::vector<std::uint64_t> both;
  std::set_intersection(one.keys.begin(), one.keys.end(), other.keys.begin(), other.keys.end(),
                        std::back_inserter(both));
  return both.size() * 2 >= least;
}

}  // namespace vigie::alert
