#include "trend/trends.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"
#include "text/fold.h"
#include "trend/past.h"

namespace vigie::trend {
namespace {

using signal::Rise;
using signal::Scope;
using signal::TermKind;

constexpr std::chrono::milliseconds kLookEvery{100};
constexpr std::chrono::seconds kTellEvery{2};
constexpr std::size_t kWatchCells = std::size_t{1} << 18U;
constexpr float kExplained = 0.66F;  // A word of which so much is one phrase or hashtag is not told beside it.

bool answers(const Rise& rise, const Asked& asked) {
  if (asked.kind && rise.kind != *asked.kind) return false;
  if (asked.watch) {
    return rise.scope.watch == *asked.watch && (!asked.language || rise.scope.language == *asked.language);
  }
  if (rise.scope.watch != 0) return false;
  if (asked.language) return rise.scope.language == *asked.language;
  const bool is_spoken = rise.kind == TermKind::kWord || rise.kind == TermKind::kPhrase;
  return is_spoken || rise.scope.language == Scope::kAllLanguages;
}

bool explains(const Rise& by, const std::string& by_text, const Rise& word, const std::string& text) {
  if (by.heard.voices < kExplained * word.heard.voices) return false;
  if (by.kind == TermKind::kHashtag) return by_text.substr(1) == text;
  return by.kind == TermKind::kPhrase && (" " + by_text + " ").find(" " + text + " ") != std::string::npos;
}

// Each thing once: without words that a phrase or a hashtag among them tells of.
std::vector<Rise> told_once(std::vector<Rise> rises) {
  std::vector<std::string> folded;
  folded.reserve(rises.size());
  for (const auto& rise : rises) folded.push_back(text::fold(rise.text));
  std::vector<Rise> out;
  for (std::size_t i = 0; i < rises.size(); ++i) {
    bool is_told = false;
    for (std::size_t j = 0; j < rises.size() && !is_told; ++j) {
      if (i == j) continue;
      const bool is_same = rises[j].kind == rises[i].kind && folded[j] == folded[i];
      is_told =
          is_same ? j < i : rises[i].kind == TermKind::kWord && explains(rises[j], folded[j], rises[i], folded[i]);
    }
    if (!is_told) out.push_back(rises[i]);
  }
  return out;
}

constexpr std::array kLimits = {
    Limit{"trend.posts_waiting_max", kOverheardPosts, "posts",
          "wait for the trends' thread; those beyond it make no trend"},
    Limit{"trend.post_words_max", kPostWords, "words", "of one post are looked at for trends"},
    Limit{"trend.post_watches_max", kPostWatches, "watches", "of one post are looked at for trends"},
    Limit{"trend.term_bytes_max", kTermBytesMax, "bytes", "a longer word or hashtag makes no trend"},
    Limit{"trend.watches_followed", kWatchesFollowed, "watches", "have trends of their own"},
    Limit{"trend.terms_with_a_past", kPlaces, "terms", "the least of them gives way to one that rises"},
    Limit{"trend.watch_terms_with_a_past", kWatchPlaces, "terms", "the same, of all watches together"},
    Limit{"trend.past_hours", kPastHours, "hours", "are read from the store after a start"},
    Limit{"trend.past_posts_max", kPastPosts, "posts", "the same"},
    Limit{"trend.texts_remembered", signal::kClustersMax, "texts", "a copy of an older one is not recognised"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

std::string beginning_of(std::string_view text) {
  return std::string(text.substr(0, whole_points(text, kCopiedTextBytes)));
}

Trends::Trends(World world)
    : world_(std::move(world)),
      everything_({kPlaces, std::size_t{1} << 20U}),
      watches_({kWatchPlaces, kWatchCells, kWatchesFollowed}) {
  told_.with([](auto& told) { told = std::make_shared<const Told>(); });
}

void Trends::said(const query::Document& document, std::span<const std::uint32_t> watches) {
  const auto& post = *document.post;
  const bool is_late = post.created_at < post.seen_at - world_.late_after;
  const auto at = std::min(post.created_at, post.seen_at);  // A clock of the outside may go ahead of ours.
  inbox_.with([&](Inbox& inbox) {
    if (is_late) {
      ++inbox.late;
    } else if (!inbox.posts.add(document, watches, at)) {
      ++inbox.missed;
    }
  });
}

std::size_t Trends::work() {
  at_hand_.clear();
  inbox_.with([&](Inbox& inbox) { std::swap(inbox.posts, at_hand_); });
  for (std::size_t i = 0; i < at_hand_.size(); ++i) hear(at_hand_.post(i));
  return at_hand_.size();
}

void Trends::hear(const Overheard::Post& post) {
  ++heard_;
  if (!since_ || post.at < *since_) since_ = post.at;
  terms_.read(post);
  const auto copy = copies_.heard({post.at, post.voice, post.is_repost, terms_.copy_words()});
  keep_text(post, copy);
  signal::Rising::Said said;
  said.voice = post.voice;
  said.cluster = copy.cluster * 0x9E3779B97F4A7C15ULL;
  said.cluster ^= said.cluster >> 29U;
  said.is_copy = !copy.is_first;
  said.scope = {0, Scope::kAllLanguages};
  said.sightings = terms_.of_all_languages();
  everything_.hear(post.at, said);
  said.scope.language = post.language;
  said.sightings = terms_.all();
  everything_.hear(post.at, said);
  for (const auto watch : post.watches) {
    said.scope.watch = watch;
    watches_.hear(post.at, said);
  }
}

// Of a cluster that has become one. A text that is one of two is nobody's campaign.
void Trends::keep_text(const Overheard::Post& post, const signal::Copy& copy) {
  constexpr std::uint32_t kFew = 3;
  if (copy.posts < kFew || texts_.contains(copy.cluster)) return;
  texts_.emplace(copy.cluster, beginning_of(post.text));
  if (texts_.size() > 2 * kCopiedKept) forget_least_copied();
}

// Whose text goes has it again with its next copy.
void Trends::forget_least_copied() {
  std::map<std::uint64_t, std::string> kept;
  for (const auto& cluster : copies_.greatest(kCopiedKept)) {
    if (auto text = texts_.extract(cluster.id)) kept.insert(std::move(text));
  }
  texts_ = std::move(kept);
}

std::vector<Copied> Trends::copied() const {
  std::vector<Copied> out;
  for (const auto& cluster : copies_.greatest(kCopiedKept)) {
    const auto text = texts_.find(cluster.id);
    if (text != texts_.end() && out.size() < kCopiedTold) out.push_back({cluster, text->second});
  }
  return out;
}

void Trends::read_past() {
  const auto now = world_.clock.now();
  const auto read = read_posts(world_.store, now, [this](const query::Document& document) {
    if (at_hand_.size() >= kOverheardPosts / 2) {
      for (std::size_t i = 0; i < at_hand_.size(); ++i) hear(at_hand_.post(i));
      at_hand_.clear();
    }
    std::vector<std::uint32_t> watches;
    world_.find_watches(document, watches);
    at_hand_.add(document, watches, document.post->created_at);
    const std::lock_guard lock(stop_mutex_);
    return !stopping_;
  });
  for (std::size_t i = 0; i < at_hand_.size(); ++i) hear(at_hand_.post(i));
  at_hand_.clear();
  if (!read) world_.log.warn("trends begin without a past", {{"reason", read.error().message}});
}

void Trends::tell() {
  auto told = std::make_shared<Told>();
  told->as_of = world_.clock.now();
  told->since = since_;
  told->rises = everything_.rising(told->as_of);
  for (auto& rise : watches_.rising(told->as_of)) told->rises.push_back(std::move(rise));
  std::stable_sort(told->rises.begin(), told->rises.end(),
                   [](const Rise& a, const Rise& b) { return a.score > b.score; });
  told->warm = everything_.warm_scopes();
  for (const auto& scope : watches_.warm_scopes()) told->warm.push_back(scope);
  told->copied = copied();
  auto& counts = told->counts;
  counts.heard = heard_;
  inbox_.with([&](const Inbox& inbox) {
    counts.missed = inbox.missed;
    counts.late = inbox.late;
  });
  counts.copies = copies_.counts().copies;
  counts.groups = copies_.counts().groups;
  counts.terms = everything_.counts().places + watches_.counts().places;
  counts.rising = told->rises.size();
  counts.unfollowed = watches_.counts().scopes_full;
  counts.bytes = copies_.bytes() + everything_.bytes() + watches_.bytes();
  told_.with([&](auto& kept) { kept = std::move(told); });
}

// What breaks costs its posts, not the house.
void Trends::attempt(const std::function<void()>& round) {
  try {
    round();
  } catch (const std::exception& bug) {
    world_.log.error("trends: a round has failed", {{"reason", bug.what()}});
  }
}

void Trends::run() {
  attempt([this] { read_past(); });
  attempt([this] { tell(); });
  auto told_at = std::chrono::steady_clock::now();
  do {
    attempt([this] { work(); });
    const auto now = std::chrono::steady_clock::now();
    if (now - told_at >= kTellEvery) {
      attempt([this] { tell(); });
      told_at = now;
    }
  } while (sleep(kLookEvery));
}

bool Trends::sleep(std::chrono::milliseconds wait) {
  std::unique_lock lock(stop_mutex_);
  return !stop_signal_.wait_for(lock, wait, [&] { return stopping_; });
}

void Trends::stop() {
  {
    const std::lock_guard lock(stop_mutex_);
    stopping_ = true;
  }
  stop_signal_.notify_all();
}

std::shared_ptr<const Told> Trends::told() const {
  return told_.with([](const auto& told) { return told; });
}

bool Trends::is_warm(const Told& told, const Asked& asked) {
  Scope scope;
  scope.watch = asked.watch.value_or(0);
  if (!asked.watch && asked.language) scope.language = *asked.language;
  return std::any_of(told.warm.begin(), told.warm.end(), [&](const Scope& warm) {
    return warm.watch == scope.watch && (scope.watch != 0 || warm.language == scope.language);
  });
}

std::vector<Rise> Trends::select(const Told& told, const Asked& asked) {
  std::vector<Rise> out;
  for (const auto& rise : told.rises) {
    if (out.size() < 4 * asked.limit && answers(rise, asked)) out.push_back(rise);
  }
  out = told_once(std::move(out));
  if (out.size() > asked.limit) out.resize(asked.limit);
  return out;
}

}  // namespace vigie::trend
