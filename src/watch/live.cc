#include "watch/live.h"

#include <algorithm>
#include <utility>

#include "base/time_text.h"

namespace vigie::watch {
namespace {

constexpr std::size_t kReplayEvents = 64;  // Read from the store at once.

Told told_of(std::uint64_t id, Told::What what, std::string_view source, std::string_view key) {
  return {id, what, std::string(source), std::string(key)};
}

}  // namespace

// One post that is being told. Its events are written when somebody wants them, each once: listeners differ
// only by the words that are marked for them.
class Live::Telling {
 public:
  Telling(std::uint64_t id, const query::Document& document, std::span<const WatchId> watches, const WatchList& list,
          const Relevance* relevance)
      : id_(id), document_(document), watches_(watches), list_(list), relevance_(relevance) {}

  std::uint64_t id() const { return id_; }
  bool is_for(const Guest& guest) const {
    return guest.wanted.takes(document_, watches_) && !guest.wanted.hides(about());
  }

  const Event& event_for(const Guest& guest) const {
    const query::Program* marks = guest.wanted.marks(watches_, list_);
    const auto [found, is_new] = events_.try_emplace(marks);
    if (is_new) found->second = post_event(id_, document_, watches_, about(), marks);
    return found->second;
  }

  const Event& gone() const {
    if (!gone_) gone_ = gone_event(id_, document_.post->source, document_.post->id);
    return *gone_;
  }

 private:
  // Read for the first who listens.
  const std::vector<AboutUs>& about() const {
    if (!about_) about_ = relevance_ == nullptr ? std::vector<AboutUs>() : relevance_->read(document_, watches_);
    return *about_;
  }

  const std::uint64_t id_;
  const query::Document& document_;
  const std::span<const WatchId> watches_;
  const WatchList& list_;
  const Relevance* const relevance_;
  mutable std::optional<std::vector<AboutUs>> about_;
  mutable std::map<const query::Program*, Event> events_;
  mutable std::optional<Event> gone_;
};

Live::Live(Time opened_at)
    : backlog_(static_cast<std::uint64_t>(micros_of(opened_at))),
      first_event_(static_cast<std::uint64_t>(micros_of(opened_at))),
      next_event_(first_event_) {}

Live::ListenerId Live::listen(Wanted wanted, Listener listener) {
  const std::lock_guard lock(mutex_);
  if (wanted.program && !std::exchange(hears_others_, true)) backlog_.begin_others(next_event_);
  const ListenerId id = next_listener_++;
  auto& guest = guests_[id];
  guest.heard = wanted.after_event;
  guest.is_behind = wanted.after_event > 0;
  guest.wanted = std::move(wanted);
  guest.listener = std::move(listener);
  if (guest.is_behind) somebody_behind_.notify_one();
  return id;
}

void Live::room(ListenerId id) {
  const std::lock_guard lock(mutex_);
  const auto guest = guests_.find(id);
  if (guest == guests_.end()) return;
  guest->second.has_room = true;
  somebody_behind_.notify_one();
}

void Live::leave(ListenerId id) {
  const std::lock_guard lock(mutex_);
  guests_.erase(id);
}

void Live::say(const query::Document& document, std::span<const WatchId> watches, const WatchList& list) {
  const std::lock_guard lock(mutex_);
  ++posts_;
  tallies_.add(watches, document.reading.mood());
  if (watches.empty() && !hears_others_) return;  // Nobody hears of it, now or later.
  const Telling telling(next_event_++, document, watches, list, relevance_);
  backlog_.add(told_of(telling.id(), Told::What::kPost, document.post->source, document.post->id), !watches.empty());
  tell(telling, false);
}

void Live::edit(const query::Document& document, std::span<const WatchId> watches, std::span<const WatchId> begun,
                const WatchList& list) {
  const std::lock_guard lock(mutex_);
  tallies_.add(begun, document.reading.mood());
  const Telling telling(next_event_++, document, watches, list, relevance_);
  backlog_.add(told_of(telling.id(), Told::What::kEdit, document.post->source, document.post->id), !watches.empty());
  tell(telling, true);
}

void Live::tell(const Telling& telling, bool is_edit) {
  for (auto& [id, guest] : guests_) {
    if (guest.is_behind) continue;
    if (!telling.is_for(guest)) {
      if (is_edit) give(guest, telling.gone());  // It may have been told of the version before.
    } else if (is_within_rate(guest, telling.id())) {
      give(guest, telling.event_for(guest));
    }
  }
}

void Live::unsay(std::string_view source, std::string_view id) {
  const std::lock_guard lock(mutex_);
  const Event event = gone_event(next_event_++, source, id);
  backlog_.add(told_of(event.id, Told::What::kGone, source, id), false);
  tell_all(event);
}

void Live::forget(std::string_view source, std::string_view author_id) {
  const std::lock_guard lock(mutex_);
  const Event event = author_gone_event(next_event_++, source, author_id);
  backlog_.add(told_of(event.id, Told::What::kAuthorGone, source, author_id), false);
  tell_all(event);
}

void Live::changed(std::string_view what) {
  const std::lock_guard lock(mutex_);
  const Event event = changed_event(next_event_++, what);
  backlog_.add(told_of(event.id, Told::What::kChanged, "", what), false);
  tell_all(event);
}

void Live::tell_all(const Event& event) {
  for (auto& [id, guest] : guests_) {
    if (!guest.is_behind) give(guest, event);
  }
}

bool Live::is_within_rate(Guest& guest, std::uint64_t event) {
  if (++guest.said_this_second <= guest.wanted.posts_per_s_max) return true;
  ++guest.skipped;
  guest.last_skipped = event;
  return false;
}

// What was skipped is told before what comes after it: else whoever comes back after `event` never hears of it.
bool Live::hand(Guest& guest, const Event& event) { return tell_skipped(guest) && guest.listener(event); }

bool Live::tell_skipped(Guest& guest) {
  if (guest.skipped == 0) return true;
  if (!guest.listener(skipped_event(guest.last_skipped, guest.skipped))) return false;
  guest.skipped = 0;
  return true;
}

void Live::give(Guest& guest, const Event& event) {
  if (hand(guest, event)) return;
  guest.is_behind = true;
  guest.has_room = false;
  guest.heard = event.id - 1;
}

void Live::tick(Time now, std::chrono::steady_clock::time_point at) {
  const std::lock_guard lock(mutex_);
  const double seconds = std::chrono::duration<double>(at - ticked_at_).count();
  rate_ = ticked_at_ == std::chrono::steady_clock::time_point{} || seconds <= 0
              ? 0
              : static_cast<double>(posts_ - posts_at_tick_) / seconds;
  posts_at_tick_ = posts_;
  ticked_at_ = at;
  const Event event = make_event(next_event_++, "tick",
                                 "{\"time\":\"" + format_time(now) + "\",\"posts\":" + std::to_string(posts_) +
                                     ",\"posts_per_s\":" + std::to_string(rate_) +
                                     ",\"watches\":" + tallies_.take(kWatchesToldMax) + "}");
  for (auto& [id, guest] : guests_) {
    guest.said_this_second = 0;
    // Its id is greater than that of what a listener behind has yet to hear. Who has no room waits for the next.
    if (!guest.is_behind) (void)hand(guest, event);
  }
}

void Live::say_goodbye() {
  const std::lock_guard lock(mutex_);
  const Event event = make_event(next_event_++, "goodbye", "{}");
  for (auto& [id, guest] : guests_) guest.listener(event);
  guests_.clear();
  is_going_ = true;
  somebody_behind_.notify_all();
}

// In turn, so that one who has much to hear keeps nobody waiting.
std::optional<Live::Behind> Live::next_behind() {
  const auto is_waiting = [](const auto& entry) { return entry.second.is_behind && entry.second.has_room; };
  std::unique_lock lock(mutex_);
  auto next = guests_.end();
  somebody_behind_.wait(lock, [&] {
    next = std::find_if(guests_.upper_bound(replayed_), guests_.end(), is_waiting);
    if (next == guests_.end()) next = std::find_if(guests_.begin(), guests_.end(), is_waiting);
    return is_going_ || next != guests_.end();
  });
  if (is_going_) return std::nullopt;
  replayed_ = next->first;
  return behind(next->first, next->second);
}

Live::Behind Live::behind(ListenerId id, const Guest& guest) const {
  const bool others = guest.wanted.program.has_value();
  const std::uint64_t forgotten = backlog_.forgotten(others);
  const bool is_strange = guest.heard >= next_event_;  // Of a house whose clock was ahead of ours.
  const std::uint64_t after = is_strange ? first_event_ - 1 : guest.heard;
  Behind out{id, guest.wanted, std::nullopt, backlog_.since(std::max(after, forgotten), others, kReplayEvents)};
  if (is_strange || guest.heard < forgotten) out.lost = lost_event(forgotten);
  return out;
}

void Live::catch_up(ListenerId id, std::span<const Event> events, std::uint64_t upto) {
  const std::lock_guard lock(mutex_);
  const auto found = guests_.find(id);
  if (found == guests_.end()) return;
  Guest& guest = found->second;
  for (const Event& event : events) {
    if (hand(guest, event)) {
      guest.heard = event.id;
      continue;
    }
    guest.has_room = false;
    return;
  }
  guest.heard = upto;
  guest.is_behind = backlog_.since(upto, guest.wanted.program.has_value(), 1).upto > upto;
}

std::uint64_t Live::posts_seen() const {
  const std::lock_guard lock(mutex_);
  return posts_;
}

double Live::posts_per_s() const {
  const std::lock_guard lock(mutex_);
  return rate_;
}

}  // namespace vigie::watch
