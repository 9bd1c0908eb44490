#include "desk/reception.h"

#include <algorithm>

#include "base/hash.h"
#include "desk/ranking.h"
#include "post/validate.h"
#include "query/document.h"
#include "text/fold.h"

namespace vigie::desk {
namespace {

constexpr std::string_view kPlace = "place:";
constexpr std::string_view kStaff = "staff:";
constexpr std::chrono::milliseconds kIdleWait{200};
constexpr std::size_t kWordsOfBytes = 4'000;        // Of a text, for topics.
constexpr std::chrono::hours kRejectedKeptFor{24};  // Beyond the margin: what may be read again must be known.

// Between two loads, so that people who wait for the book get it: a mutex lets in whoever is there first, which in a
// flood is who has just left.
constexpr std::chrono::milliseconds kBreath{1};

std::uint64_t key_of(std::string_view source, std::string_view id) { return hash64(id, hash64(source)); }

}  // namespace

Reception::Reception(const Parts& parts) : parts_(parts), queue_(parts.heard_max) {}

Result<void> Reception::start() {
  if (const auto known = look_over(); !known) return known.error();  // Before the first is heard.
  thread_ = std::thread([this] { run(); });
  return {};
}

void Reception::stop() {
  stopping_ = true;
  queue_.close();
  if (thread_.joinable()) thread_.join();
}

std::optional<Reception::Ties> Reception::ties(std::string_view source, std::string_view id) const {
  if (id.empty()) return std::nullopt;
  return known_.with([&](const auto& known) {
    const auto at = known.find(key_of(source, id));
    return at == known.end() ? std::nullopt : std::optional(at->second);
  });
}

// Cheap: asked for every post of a whole network, by the thread that keeps it.
bool Reception::concerns(const post::Item& item, bool watched) const {
  const auto& post = item.post;
  if (item.act == post::Act::kForgetAuthor) return true;
  if (item.act == post::Act::kDelete) return ties(post.source, post.id).has_value();
  if (watched || post.source.starts_with(kPlace)) return true;
  const auto is_in = [&](std::string_view id) { return ties(post.source, id) == Ties::kInConversation; };
  return is_in(post.parent) || is_in(post.root) || (post.edited_at && ties(post.source, post.id));
}

// Whoever answers at once, as in a thread that is read whole, may come before what he answers was looked at.
bool Reception::answers_what_waits(const post::Item& item) const {
  const auto waits = [&](std::string_view id) { return ties(item.post.source, id) == Ties::kWaiting; };
  return item.act == post::Act::kSay && (waits(item.post.parent) || waits(item.post.root));
}

void Reception::hear(const post::Item& item, const post::Reading& reading, bool watched) {
  const bool if_answer = !concerns(item, watched);
  if (if_answer && !answers_what_waits(item)) return;
  auto heard = std::make_unique<Heard>();
  heard->item.add(item);
  heard->reading = reading;
  heard->if_answer = if_answer;
  if (item.act == post::Act::kSay) {
    known_.with([&](auto& known) { known.try_emplace(key_of(item.post.source, item.post.id), Ties::kWaiting); });
  }
  if (queue_.try_push(heard)) return;
  ++overflows_;
  miss(item);
}

void Reception::run() {
  const Time begin = parts_.surroundings.clock().now();
  const auto noted = parts_.book.with([](auto& book) { return book->noted(); });
  static_cast<void>(parts_.surroundings.newly_watched());  // All of them are read from here.
  sweep();
  read_again(begin - kOldestWanted, noted && *noted ? **noted - kNotedMargin : Time::min() + kNotedMargin);
  auto swept_at = std::chrono::steady_clock::now();
  while (!stopping_) {
    if (!take_in()) continue;
    read_newly_watched();
    const auto missed = missed_.with([](const Missed& all) { return all; });
    if (missed.any) read_missed(missed);
    if (std::chrono::steady_clock::now() - swept_at > kSweepEvery) {
      sweep();
      swept_at = std::chrono::steady_clock::now();
    }
  }
}

// What waits, together. False: there is more.
bool Reception::take_in() {
  std::vector<Heard> heard;
  auto first = queue_.pop_for(kIdleWait);
  while (first) {
    heard.push_back(std::move(**first));
    first = heard.size() < kReadTogetherMax ? queue_.pop_for(std::chrono::milliseconds(0)) : std::nullopt;
  }
  if (heard.empty()) return true;
  if (!read_all(heard)) {
    for (const auto& one : heard) miss(one.item.items()[0]);
    std::this_thread::sleep_for(kIdleWait);
  }
  return queue_.size() == 0;
}

void Reception::miss(const post::Item& item) {
  missed_.with([&](Missed& missed) {
    missed.any = true;
    if (item.act != post::Act::kSay) return;
    missed.oldest = std::min(missed.oldest, item.post.created_at);
    missed.seen = std::min(missed.seen, item.post.seen_at);
  });
}

bool Reception::read_all(std::span<const Heard> heard) {
  bool changed = false;
  Time seen = Time::min();
  const bool whole = !missed_.with([](const Missed& missed) { return missed.any; });
  const auto ok = parts_.book.with([&](auto& book) {
    return book->read_together([&]() -> Result<void> {
      for (const auto& one : heard) {
        const auto& item = one.item.items()[0];
        const auto is_for_us = one.if_answer ? answers_conversation(*book, item.post) : true;
        if (!is_for_us) return is_for_us.error();
        if (!*is_for_us) continue;
        const auto read_one = read(*book, item, one.reading);
        if (!read_one) return read_one.error();
        changed = changed || *read_one;
        if (item.act == post::Act::kSay) seen = std::max(seen, item.post.seen_at);
      }
      // While something is missing, a new start must read from before it.
      return whole && seen != Time::min() ? book->note(seen) : Result<void>{};
    });
  });
  if (!ok) parts_.log.error("desk: posts wait", {{"reason", ok.error().message}});
  if (!ok) return false;
  for (const auto& one : heard) remember(one.item.items()[0].post);
  std::this_thread::sleep_for(kBreath);
  if (changed) parts_.surroundings.changed();
  return true;
}

Result<bool> Reception::answers_conversation(Book& book, const post::Post& post) {
  for (const auto id : {post.parent, post.root}) {
    if (id.empty()) continue;
    auto is_in = book.is_in_conversation(post.source, id);
    if (!is_in || *is_in) return is_in;
  }
  return false;
}

Result<bool> Reception::read(Book& book, const post::Item& item, const post::Reading& reading) {
  const auto& post = item.post;
  if (item.act == post::Act::kDelete) return book.forget_post(std::string(post.source), std::string(post.id));
  if (item.act == post::Act::kForgetAuthor) {
    const auto until = post.created_at == Time{} ? std::nullopt : std::optional(post.created_at);
    return book.forget_author(std::string(post.source), std::string(post.author.id), until);
  }
  query::read_words(post, words_);
  Arrival arrival{post,
                  intents_.read(post, words_, reading),
                  {},
                  0,
                  folded_words(post.text.substr(0, kWordsOfBytes)),
                  post.source.starts_with(kPlace),
                  is_us(post)};
  const auto ranked = rank(post, reading, arrival.intent, arrival.ours, mentioned());
  arrival.reasons = ranked.reasons;
  arrival.points = ranked.points;
  return book.receive(arrival, parts_.surroundings.clock().now());
}

bool Reception::is_us(const post::Post& post) const {
  if (post.source.starts_with(kPlace)) return post.author.id.starts_with(kStaff);
  return std::any_of(parts_.voices.begin(), parts_.voices.end(), [&](const auto& voice) {
    return voice->speaks_to(post.source) && voice->is_us(post.source, post.author.id);
  });
}

// The name of ours that the post just read calls.
std::string Reception::mentioned() const {
  for (const auto& voice : parts_.voices) {
    auto handle = voice->our_handle();
    if (handle.empty()) continue;
    const auto folded = text::fold(handle);
    for (const auto& word : words_.all()) {
      if (word.kind == text::Kind::kMention && words_.folded(word) == folded) return handle;
    }
  }
  return {};
}

// What the desk knows of a post by now.
void Reception::remember(const post::Post& post) {
  const auto in = parts_.book.with([&](auto& book) { return book->is_in_conversation(post.source, post.id); });
  if (!in) return;
  known_.with(
      [&](auto& known) { known[key_of(post.source, post.id)] = *in ? Ties::kInConversation : Ties::kLookedAt; });
}

void Reception::read_missed(const Missed& missed) {
  const Time now = parts_.surroundings.clock().now();
  missed_.with([](Missed& all) { all = {}; });  // What is missed from here on is a new gap.
  sweep();
  if (missed.oldest == Time::max()) return;
  read_again(std::max(missed.oldest, now - kOldestWanted), missed.seen - kNotedMargin);
}

// A watch made now hears what reached us while its keys are still known, so that nothing is counted twice.
void Reception::read_newly_watched() {
  const auto queries = parts_.surroundings.newly_watched();
  if (queries.empty()) return;
  const Time now = parts_.surroundings.clock().now();
  for (Time from = now - kOldestWanted; from < now + post::kFutureMax && !stopping_; from += kWindow) {
    if (!read_window(queries, {from, from + kWindow}, now - kRejectedKeptFor + kNotedMargin)) return;
  }
}

void Reception::read_again(Time created, Time seen) {
  // What is not read to the end stays missed, and nothing is noted before it is.
  const auto fail = [&] {
    missed_.with([&](Missed& missed) {
      missed = {true, std::min(missed.oldest, created),
                std::min(missed.seen, std::max(seen, Time::min() + kNotedMargin))};
    });
    std::this_thread::sleep_for(kIdleWait);
  };
  const Time end = parts_.surroundings.clock().now() + post::kFutureMax;
  auto queries = parts_.surroundings.watched();
  if (auto place = query::parse("source:place")) queries.push_back(std::move(*place));
  for (Time from = created; from < end && !stopping_; from += kWindow) {
    if (!read_window(queries, {from, std::min(from + kWindow, end)}, seen)) return fail();
  }
  // What answers a conversation and matches no watch is found among all that its network has said.
  const auto sources = parts_.book.with([](auto& book) { return book->sources(); });
  if (!sources) return fail();
  std::vector<query::Query> networks;
  for (const auto& source : *sources) {
    if (auto query = query::parse("source:" + source)) networks.push_back(std::move(*query));
  }
  const Time recent = end - post::kFutureMax - kThreadsReadAgainMax;
  threads_only_ = true;
  const bool whole = read_window(networks, {std::max(created, recent), end}, seen);
  threads_only_ = false;
  if (!whole) fail();
}

// The oldest first, so that who answers comes after who is answered. False: it stops here; the database refuses.
bool Reception::read_window(std::span<const query::Query> queries, const store::Span& span, Time seen) {
  std::vector<store::Hit> hits;
  for (const auto& query : queries) {
    store::SearchOptions options;
    options.limit = store::kPageMax;
    options.span = span;
    do {
      auto page = parts_.surroundings.store().search(query, options);
      if (!page) return false;
      for (auto& hit : page->hits) {
        const bool is_new = hit.post.seen_at >= seen;
        const post::Item item{post::Act::kSay, hit.post};
        if (is_new && (!threads_only_ || concerns(item, false))) hits.push_back(std::move(hit));
      }
      options.cursor = std::move(page->next_cursor);
    } while (!options.cursor.empty() && !stopping_);
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const auto& a, const auto& b) { return a.post.created_at < b.post.created_at; });
  std::vector<Heard> heard;
  for (std::size_t i = 0; i < hits.size() && !stopping_; ++i) {
    Heard one;
    one.item.add(hits[i].post);
    one.reading = hits[i].reading;
    heard.push_back(std::move(one));
    if (heard.size() < kReadTogetherMax && i + 1 < hits.size()) continue;
    if (!read_all(heard)) return false;
    heard.clear();
  }
  return true;
}

// The store forgets by age too, and what it forgot while the desk could not hear is gone here as well. Keys that no
// second reading can bring again go.
void Reception::sweep() {
  const auto gone = look_over();
  auto ok = gone ? Result<void>{} : Result<void>(gone.error());
  if (ok) {
    ok = parts_.book.with([&](auto& book) {
      return book->together([&]() -> Result<void> {
        for (const auto& key : *gone) {
          if (const auto forgotten = book->forget_post(key.source, key.id); !forgotten) return forgotten.error();
        }
        return book->forget_rejected_before(parts_.surroundings.clock().now() - kRejectedKeptFor);
      });
    });
  }
  if (!ok) parts_.log.error("desk: what is gone stays for now", {{"reason", ok.error().message}});
  if (ok && !gone->empty()) parts_.surroundings.changed();
}

// What belongs to a conversation and is not in the store any more. What the table holds is what hear() knows from here
// on.
Result<std::vector<PostKey>> Reception::look_over() {
  std::vector<PostKey> gone;
  std::unordered_map<std::uint64_t, Ties> now;
  auto ok = parts_.book.with([&](auto& book) {
    return book->each_post([&](const PostKey& key, bool in_conversation) {
      now[key_of(key.source, key.id)] = in_conversation ? Ties::kInConversation : Ties::kLookedAt;
      if (in_conversation && !parts_.surroundings.store().knows(key.source, key.id)) gone.push_back(key);
    });
  });
  if (!ok) return ok.error();
  known_.with([&](auto& known) {
    for (const auto& [key, ties] : known) {
      if (ties == Ties::kWaiting) now.try_emplace(key, ties);
    }
    known = std::move(now);
  });
  return gone;
}

}  // namespace vigie::desk
