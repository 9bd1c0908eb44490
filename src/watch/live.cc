#include "watch/live.h"

#include <algorithm>

#include "base/time_text.h"
#include "watch/hit_json.h"

namespace vigie::watch {
namespace {

bool holds(std::span<const WatchId> watches, WatchId id) {
  return std::find(watches.begin(), watches.end(), id) != watches.end();
}

std::string post_data(const query::Document& document, std::span<const WatchId> watches,
                      const query::Program* program) {
  std::string out = "{\"watches\":[";
  for (std::size_t i = 0; i < watches.size(); ++i) {
    out += (i == 0 ? "\"" : ",\"") + std::to_string(watches[i]) + "\"";
  }
  out += "],\"post\":";
  write_document(document, program, out);
  return out + "}";
}

}  // namespace

Live::ListenerId Live::listen(Wanted wanted, Listener listener) {
  const std::lock_guard lock(mutex_);
  const ListenerId id = next_listener_++;
  auto& guest = guests_[id] = {std::move(wanted), std::move(listener), 0, 0};
  if (guest.wanted.after_event > 0) replay(guest);
  return id;
}

void Live::replay(const Guest& guest) const {
  for (const auto& kept : kept_) {
    if (kept.event.id <= guest.wanted.after_event || guest.wanted.program) continue;
    if (guest.wanted.watch && !kept.watches.empty() && !holds(kept.watches, *guest.wanted.watch)) continue;
    guest.listener(kept.event);
  }
}

void Live::leave(ListenerId id) {
  const std::lock_guard lock(mutex_);
  guests_.erase(id);
}

Event Live::make(std::string_view name, std::string data) {
  return {next_event_++, name, std::make_shared<const std::string>(std::move(data))};
}

void Live::keep(const Event& event, std::span<const WatchId> watches) {
  kept_.push_back({event, {watches.begin(), watches.end()}});
  if (kept_.size() > kEventsKept) kept_.pop_front();
}

void Live::say(const query::Document& document, std::span<const WatchId> watches, const WatchList& list) {
  const std::lock_guard lock(mutex_);
  ++posts_;
  for (const WatchId id : watches) {
    auto& tally = tallies_[id];
    ++tally.posts;
    ++tally.moods[static_cast<std::size_t>(document.reading.mood())];
  }
  std::optional<Event> plain;  // Marked by the first of its watches; made once, if anybody wants it.
  for (auto& [id, guest] : guests_) {
    const bool own = guest.wanted.program.has_value();
    const bool wanted = own                  ? guest.wanted.program->matches(document)
                        : guest.wanted.watch ? holds(watches, *guest.wanted.watch)
                                             : !watches.empty();
    if (!wanted) continue;
    if (++guest.said_this_second > guest.wanted.posts_per_s_max) {
      ++guest.skipped;
      continue;
    }
    if (own || guest.wanted.watch) {
      const Watch* watch = own ? nullptr : list.find(*guest.wanted.watch);
      const query::Program* program = own ? &*guest.wanted.program : watch != nullptr ? &watch->program : nullptr;
      const Event event = make("post", post_data(document, watches, program));
      if (!own) keep(event, watches);
      guest.listener(event);
      continue;
    }
    if (!plain) {
      const Watch* first = list.find(watches.front());
      plain = make("post", post_data(document, watches, first != nullptr ? &first->program : nullptr));
      keep(*plain, watches);
    }
    guest.listener(*plain);
  }
}

void Live::tell_all(std::string_view name, std::string data) {
  if (guests_.empty()) return;
  const Event event = make(name, std::move(data));
  for (const auto& [id, guest] : guests_) guest.listener(event);
}

void Live::tick(Time now, std::chrono::steady_clock::time_point at) {
  const std::lock_guard lock(mutex_);
  const double seconds = std::chrono::duration<double>(at - ticked_at_).count();
  rate_ = ticked_at_ == std::chrono::steady_clock::time_point{} || seconds <= 0
              ? 0
              : static_cast<double>(posts_ - posts_at_tick_) / seconds;
  posts_at_tick_ = posts_;
  ticked_at_ = at;
  for (auto& [id, guest] : guests_) {
    guest.said_this_second = 0;
    if (guest.skipped == 0) continue;
    guest.listener(make("skipped", "{\"posts\":" + std::to_string(std::exchange(guest.skipped, 0)) + "}"));
  }
  std::string data = "{\"time\":\"" + format_time(now) + "\",\"posts\":" + std::to_string(posts_) +
                     ",\"posts_per_s\":" + std::to_string(rate_) + ",\"watches\":{";
  bool first = true;
  for (const auto& [id, tally] : tallies_) {
    data += (first ? "\"" : ",\"") + std::to_string(id) + "\":{\"posts\":" + std::to_string(tally.posts) +
            ",\"negative\":" + std::to_string(tally.moods[0]) + ",\"neutral\":" + std::to_string(tally.moods[1]) +
            ",\"positive\":" + std::to_string(tally.moods[2]) + "}";
    first = false;
  }
  tallies_.clear();
  tell_all("tick", data + "}}");
}

void Live::changed(std::string_view what) {
  const std::lock_guard lock(mutex_);
  const Event event = make("changed", "{\"what\":\"" + std::string(what) + "\"}");
  keep(event, {});
  for (const auto& [id, guest] : guests_) guest.listener(event);
}

void Live::say_goodbye() {
  const std::lock_guard lock(mutex_);
  tell_all("goodbye", "{}");
  guests_.clear();
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
