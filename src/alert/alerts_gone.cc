// What leaves the alerts of a house: posts that are gone, people who are forgotten. What was not heard, at a crash or
// because too much came at once, is found against the store.
#include <algorithm>
#include <iterator>
#include <utility>

#include "alert/alerts.h"
#include "alert/named.h"
#include "base/hash.h"
#include "query/author.h"

namespace vigie::alert {
namespace {

constexpr std::size_t kGoneMax = 10'000;
constexpr Micros kForgetOldEvery = std::chrono::minutes(10);
constexpr Micros kSettleEvery = std::chrono::days(1);
constexpr Micros kTryAgain = std::chrono::minutes(1);  // What a store or a database refused.
constexpr std::size_t kCountedAnewAtOnce = 4;
constexpr std::size_t kAuthorsAtOnce = 200;  // Asked of the store in one look.

std::uint64_t hash_of(const PostKey& key) { return hash64(key.id, hash64(key.source)); }

std::unordered_set<std::uint64_t> hashes_of(const std::vector<PostKey>& keys) {
  std::unordered_set<std::uint64_t> out;
  for (const auto& key : keys) out.insert(hash_of(key));
  return out;
}

Result<bool> still_speaks(const store::Store& store, const PostKey& author) {
  const auto test = query::author_test(author.id);
  const auto query = test ? query::parse(*test) : Result<query::Query>(invalid("no query finds that author"));
  if (!query) return true;  // Nobody knows: the name goes with the posts.
  store::SearchOptions options;
  options.limit = store::kPageMax;
  do {
    const auto page = store.search(*query, options);
    if (!page) return page.error();
    for (const auto& hit : page->hits) {
      if (hit.post.author.id == author.id && hit.post.source == author.source) return true;
    }
    options.cursor = page->next_cursor;
  } while (!options.cursor.empty());
  return false;
}

}  // namespace

void Alerts::note_gone(const post::Item& item) {
  const bool is_author = item.act == post::Act::kForgetAuthor;
  PostKey key{std::string(item.post.source), std::string(is_author ? item.post.author.id : item.post.id)};
  gone_.with([&](Gone& all) {
    if (all.posts.size() + all.authors.size() >= kGoneMax) {
      all.has_lost = true;
      return;
    }
    (is_author ? all.authors : all.posts).push_back(std::move(key));
  });
}

void Alerts::forget_gone() {
  if (failed_at_ && now_ >= *failed_at_ && now_ - *failed_at_ < kTryAgain) return;
  auto gone = gone_.with([](Gone& all) { return std::exchange(all, {}); });
  const auto settled = forget_now(gone);
  failed_at_ = settled ? std::nullopt : std::optional(now_);
  if (!settled) world_.log.warn("not taken out of alerts", {{"reason", settled.error().message}});
}

Result<void> Alerts::forget_now(const Gone& gone) {
  // The posts of those who are forgotten are known by the store alone.
  if (gone.has_lost || !gone.authors.empty()) is_unsettled_ = true;
  if (auto ok = forget(gone.posts, gone.authors); !ok) {
    gone_.with([&](Gone& all) {
      const bool is_room = all.posts.size() + gone.posts.size() + all.authors.size() + gone.authors.size() <= kGoneMax;
      all.has_lost = all.has_lost || !is_room;
      if (!is_room) return;
      all.posts.insert(all.posts.end(), gone.posts.begin(), gone.posts.end());
      all.authors.insert(all.authors.end(), gone.authors.begin(), gone.authors.end());
    });
    return ok;
  }
  if (is_unsettled_) {
    if (auto ok = settle_posts(); !ok) return ok;
    auto authors = book_->authors_behind();
    if (!authors) return authors.error();
    authors_to_settle_ = std::move(*authors);
    is_unsettled_ = false;
  }
  return settle_authors();
}

// With the posts that are kept no longer go the alerts that rest on them alone; of those that go on, the keys, and a
// day later the names of whom no post is left.
Result<void> Alerts::forget_old(Time now) {
  const auto is_due = [&](std::optional<Time>& last, Micros every) {
    if (last && *last <= now && now - *last < every) return false;
    last = now;
    return true;
  };
  if (!world_.keep_for || !is_due(forgot_old_at_, kForgetOldEvery)) return {};
  const auto gone = book_->forget_older(now - *world_.keep_for, now);
  if (!gone) return gone.error();
  if (*gone > 0) world_.changed();
  if (is_due(settled_at_, kSettleEvery)) is_unsettled_ = true;
  return settle_posts();
}

Result<void> Alerts::settle_posts() {
  auto posts = book_->posts_behind();
  if (!posts) return posts.error();
  std::erase_if(*posts, [&](const PostKey& post) { return world_.store.knows(post.source, post.id); });
  return forget(*posts, {});
}

// Of whom no post is kept, no name is either. After a failure it goes on where it was.
Result<void> Alerts::settle_authors() {
  Result<void> settled;
  std::vector<PostKey> gone;
  auto next = authors_to_settle_.end();
  for (std::size_t i = 0; i < kAuthorsAtOnce && next != authors_to_settle_.begin() && !breaks_off(); ++i) {
    const auto speaks = still_speaks(world_.store, *std::prev(next));
    if (!speaks) {
      settled = speaks.error();
      break;
    }
    --next;
    if (!*speaks) gone.push_back(*next);
  }
  if (auto ok = forget({}, gone); !ok) return ok;
  authors_to_settle_.erase(next, authors_to_settle_.end());
  return settled;
}

// What it says of posts by which it is known goes with them, whether it has ended or not: figures, words, authors. What
// could not be counted is tried again later, after a restart too.
void Alerts::count_anew_some() {
  std::size_t counted = 0;
  for (auto it = to_count_anew_.begin(); it != to_count_anew_.end() && counted < kCountedAnewAtOnce && !breaks_off();) {
    if (it->second > now_ && it->second - now_ <= kTryAgain) {
      ++it;
      continue;
    }
    ++counted;
    const auto id = it->first;
    const auto open = std::find_if(open_.begin(), open_.end(), [&](const auto& one) { return one.second.id == id; });
    auto kept = open == open_.end() ? book_->get(id) : Result<std::optional<Alert>>(std::nullopt);
    Alert* alert = open != open_.end() ? &open->second : kept && *kept ? &**kept : nullptr;
    bool is_done = static_cast<bool>(kept);
    if (alert != nullptr && !alert->query.empty()) is_done = count_anew(*alert, alert->evidence.to) && keep(*alert);
    if (!is_done || !book_->note_counted(id)) {
      it->second = now_ + kTryAgain;
      ++it;
      continue;
    }
    it = to_count_anew_.erase(it);
    if (open == open_.end() || open->second.course.incident.state != State::kEnded) continue;
    end(std::move(open->second));
    open_.erase(open);
  }
}

// In the book, and in what will be written there next.
Result<void> Alerts::forget(const std::vector<PostKey>& posts, const std::vector<PostKey>& authors) {
  if (posts.empty() && authors.empty()) return {};
  const auto forgotten = book_->forget(posts, authors);
  if (!forgotten) return forgotten.error();
  const auto& [concerned, unnamed] = *forgotten;
  for (const auto id : concerned) to_count_anew_[id] = Time{};
  const auto is_post = hashes_of(posts);
  const auto is_author = hashes_of(authors);
  for (auto it = open_.begin(); it != open_.end();) {
    auto& alert = it->second;
    auto& evidence = alert.evidence;
    if (evidence.first && is_post.contains(hash_of(*evidence.first))) evidence.first.reset();
    if (std::binary_search(concerned.begin(), concerned.end(), alert.id)) evidence.words.clear();
    std::erase_if(evidence.posts_behind, [&](const PostKey& key) { return is_post.contains(hash_of(key)); });
    const auto named = std::erase_if(evidence.authors, [&](const Voice& voice) {
      return is_author.contains(hash_of({voice.source, voice.id}));
    });
    const bool is_unnamed = named > 0 || std::binary_search(unnamed.begin(), unnamed.end(), alert.id);
    if (alert.kind != Kind::kAuthor || !is_unnamed) {
      ++it;
      continue;
    }
    alert.about.clear();
    alert.query.clear();
    alert.course.incident.state = State::kEnded;
    alert.course.incident.ended_at = alert.evidence.to;
    keep(alert);
    end(std::move(alert));
    it = open_.erase(it);
  }
  return {};
}

}  // namespace vigie::alert
