#include "trend/text_curve.h"

#include <algorithm>
#include <bit>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "signal/copies.h"
#include "trend/terms.h"
#include "trend/trends.h"

namespace vigie::trend {
namespace {

using Voices = std::unordered_set<std::uint64_t>;

// What was read, the newest first.
struct Reading {
  Overheard posts;
  std::vector<post::Mood> moods;
  bool is_all = true;
};

Result<void> read(const store::Store& store, const query::Query& query, const store::Span& span, Reading& out) {
  store::SearchOptions options;
  options.limit = store::kPageMax;
  options.span = span;
  options.span.from -= signal::kGroupSpan;
  text::Words words;
  do {
    const auto page = store.search(query, options);
    if (!page) return page.error();
    for (const auto& hit : page->hits) {
      query::read_words(hit.post, words);
      if (!out.posts.add({&hit.post, &words, hit.reading}, {}, hit.post.created_at)) {
        out.is_all = false;
        return {};
      }
      out.moods.push_back(hit.reading.mood());
    }
    options.cursor = page->next_cursor;
  } while (!options.cursor.empty());
  return {};
}

void add_mood(post::Mood mood, store::Count& count) {
  if (mood == post::Mood::kNegative) ++count.negative;
  if (mood == post::Mood::kNeutral) ++count.neutral;
  if (mood == post::Mood::kPositive) ++count.positive;
}

class Curve {
 public:
  Curve(Reading& posts, const store::Span& span, Micros step) : posts_(posts), span_(span), step_(step) {
    out_.buckets.resize(static_cast<std::size_t>((span.to - span.from + step - Micros(1)) / step));
    for (auto& bucket : out_.buckets) bucket.texts = 0;
  }

  TextCurve make() {
    find_clusters();
    for (std::size_t i = posts_.posts.size(); i-- > 0;) count(posts_.posts.post(i), posts_.moods[i], clusters_[i]);
    leave_bucket();
    out_.texts = all_texts_.size();
    out_.without.voices = all_voices_.size();
    tell_groups();
    if (!posts_.is_all) tell_what_was_read();
    return std::move(out_);
  }

 private:
  struct Members {
    Group group;
    Voices voices;
  };

  // The first posts of a group are of it too, although it was none yet.
  void find_clusters() {
    const auto size = posts_.posts.size();
    signal::Copies copies(std::bit_ceil(static_cast<std::uint32_t>(std::max<std::size_t>(size, 2))));
    Terms terms;
    clusters_.resize(size);
    for (std::size_t i = size; i-- > 0;) {
      const auto post = posts_.posts.post(i);
      terms.read(post);
      const auto copy = copies.heard({post.at, post.voice, post.is_repost, terms.copy_words()});
      clusters_[i] = copy.cluster;
      if (copy.is_coordinated) groups_.try_emplace(copy.cluster);
    }
  }

  void count(const Overheard::Post& post, post::Mood mood, std::uint64_t cluster) {
    if (post.at < span_.from || post.at >= span_.to) return;
    if (out_.read++ == 0) oldest_ = post.at;
    const auto index = static_cast<std::size_t>((post.at - span_.from) / step_);
    if (index != bucket_) leave_bucket();
    bucket_ = index;
    texts_.insert(cluster);
    all_texts_.insert(cluster);
    if (const auto group = groups_.find(cluster); group != groups_.end()) return count_in(group->second, post);
    for (auto* sum : {&out_.without, &out_.buckets[index].without}) {
      ++sum->posts;
      add_mood(mood, *sum);
    }
    voices_.insert(post.voice);
    all_voices_.insert(post.voice);
  }

  void count_in(Members& members, const Overheard::Post& post) {
    ++out_.in_groups;
    auto& group = members.group;
    if (group.posts++ == 0) {
      group.text = std::string(post.text);
      group.first_at = post.at;
    }
    group.last_at = post.at;
    members.voices.insert(post.voice);
  }

  void leave_bucket() {
    if (bucket_ == kNone) return;
    out_.buckets[bucket_].texts = texts_.size();
    out_.buckets[bucket_].without.voices = voices_.size();
    texts_.clear();
    voices_.clear();
  }

  void tell_groups() {
    for (auto& [cluster, members] : groups_) {
      if (members.group.posts == 0) continue;  // All before the span.
      members.group.voices = members.voices.size();
      out_.groups.push_back(std::move(members.group));
    }
    out_.group_count = out_.groups.size();
    std::sort(out_.groups.begin(), out_.groups.end(), [](const Group& a, const Group& b) {
      return std::tie(b.posts, a.first_at, a.text) < std::tie(a.posts, b.first_at, b.text);
    });
    if (out_.groups.size() > kGroupsTold) out_.groups.resize(kGroupsTold);
  }

  // The bucket in which the reading ended was read in part.
  void tell_what_was_read() {
    if (posts_.posts.size() > 0 && posts_.posts.post(posts_.posts.size() - 1).at < span_.from) return;
    out_.read_from = out_.read > 0 ? oldest_ : span_.to;
    for (std::size_t i = 0; i < out_.buckets.size(); ++i) {
      if (span_.from + static_cast<std::int64_t>(i) * step_ <= *out_.read_from) out_.buckets[i].texts.reset();
    }
  }

  static constexpr std::size_t kNone = SIZE_MAX;

  Reading& posts_;
  const store::Span span_;
  const Micros step_;
  TextCurve out_;
  std::vector<std::uint64_t> clusters_;  // Of each post.
  std::unordered_map<std::uint64_t, Members> groups_;
  std::size_t bucket_ = kNone;  // That is counted; posts come by time.
  std::unordered_set<std::uint64_t> texts_, all_texts_;
  Voices voices_, all_voices_;
  Time oldest_{};
};

}  // namespace

Result<TextCurve> read_texts(const store::Store& store, const query::Query& query, const store::Span& span,
                             Micros step) {
  Reading posts;
  if (auto ok = read(store, query, span, posts); !ok) return ok.error();
  return Curve(posts, span, step).make();
}

}  // namespace vigie::trend
