#include "alert/alerts.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "alert/history.h"
#include "alert/limits.h"
#include "alert/message.h"
#include "base/hash.h"

namespace vigie::alert {
namespace {

constexpr std::chrono::milliseconds kLookEvery{250};  // Of our time.
constexpr Micros kGapMax = std::chrono::hours(24);    // Longer unjudged, and every watch is warmed anew.

}  // namespace

Result<std::unique_ptr<Alerts>> Alerts::open(const std::string& path, World world) {
  auto book = Book::open(path);
  if (!book) return book.error();
  std::unique_ptr<Alerts> out(new Alerts(std::move(world)));
  auto rules = Rules::open(path, out->world_.log);
  if (!rules) return rules.error();
  auto ledger = Ledger::open(path);
  if (!ledger) return ledger.error();
  out->ledger_ = std::move(*ledger);
  out->book_ = std::move(*book);
  out->rules_ = std::move(*rules);
  const auto& own = out->world_;
  const auto nobody = [](const Notice&, std::span<const Address>) { return Result<void>{}; };
  out->dispatch_ = std::make_unique<Dispatch>(
      Dispatch::World{*out->rules_, *out->book_, own.log, own.post ? own.post : Dispatch::Post(nobody)});
  if (auto ok = out->take_up(); !ok) return ok.error();
  return out;
}

// What was open when the house stopped goes on, from the first minute that nobody judged.
Result<void> Alerts::take_up() {
  Wanted wanted;
  wanted.is_open = true;
  wanted.limit = kOpenMax;
  auto open = book_->list(wanted);
  if (!open) return open.error();
  const Time now = world_.clock.now();
  const auto judged = book_->judged(minute_of(now));
  if (!judged) return judged.error();
  since_ = judged->since;
  if (judged->until <= now) frontier_ = std::max(minute_of(judged->until), minute_of(now - kCatchUpMax));
  started_from_ = frontier_.value_or(minute_of(now));
  for (auto& alert : *open) {
    if (alert.watch > 0) waiting_[alert.watch] = started_from_;
    const auto key = key_of(alert);
    open_.emplace(key, std::move(alert));
  }
  auto over = book_->over_since(now - kOverMax);
  if (!over) return over.error();
  for (auto& alert : *over) over_.emplace(alert.id, std::move(alert));
  const auto to_count = book_->to_count();
  if (!to_count) return to_count.error();
  for (const auto id : *to_count) to_count_anew_.emplace(id, Time{});
  return {};
}

void Alerts::heard(const post::Item& item, const post::Reading& reading, std::span<const std::uint32_t> watches,
                   post::Fate fate) {
  if (fate == post::Fate::kAccepted && item.act == post::Act::kSay) return inbox_.say(item.post, reading, watches);
  if (fate == post::Fate::kDeleted) note_gone(item);
}

// A post may be on its way through the house for some moments of ours, in which a rehearsal's clock runs hours: minutes
// are closed by the time of a moment ago.
void Alerts::run() {
  std::optional<Time> before;
  is_running_ = true;
  std::unique_lock lock(stop_mutex_);
  while (!stop_signal_.wait_for(lock, kLookEvery, [&] { return stopping_.load(); })) {
    lock.unlock();
    const Time now = world_.clock.now();
    if (before) look_once(std::min(now, *before));
    before = now;
    lock.lock();
  }
  is_running_ = false;
}

// Whatever a minute holds, the next one is looked at.
void Alerts::look_once(Time now) {
  std::string problem;
  try {
    if (const auto ok = look(now); !ok) problem = ok.error().message;
  } catch (const std::exception& error) {
    problem = error.what();
  }
  if (!problem.empty()) ++failed_;
  note_counts();
  if (!problem.empty() && problem != problem_) world_.log.error("alerts not looked at", {{"reason", problem}});
  problem_ = std::move(problem);  // The same one is told once.
}

Result<std::optional<Message>> Alerts::message(const Parcel& parcel) const {
  return write_message(*book_, *rules_, parcel, world_.public_url);
}

void Alerts::finish() {
  failed_at_.reset();  // Once more, however lately it failed.
  forget_gone();
  if (const auto ok = ledger_->keep(); !ok) world_.log.warn("coverage not kept", {{"reason", ok.error().message}});
}

void Alerts::stop() {
  const std::lock_guard lock(stop_mutex_);
  stopping_ = true;
  stop_signal_.notify_all();
}

Result<void> Alerts::look(Time now) {
  now_ = now;
  forget_gone();
  if (const auto ok = forget_old(now); !ok) world_.log.warn("old alerts stay", {{"reason", ok.error().message}});
  count_anew_some();
  set_frontier(now);
  inbox_.take(batch_);
  drop_rules_of_lost_watches();
  look_at_sources(now);
  minutes_.add(batch_.heard, *frontier_, now, [this](Time minute) { return was_covered(minute); });
  tell_lost();
  const Time until = minute_of(now - kCloseAfter);
  while (*frontier_ < until && !breaks_off()) {
    const Time minute = *frontier_;
    *frontier_ += kMinute;  // A minute that cannot be judged holds up no other.
    close(minute);
    if (breaks_off()) return {};  // It may be half judged: the next start judges it.
    if (auto ok = book_->note_judged(*frontier_); !ok) return ok;
  }
  return {};
}

void Alerts::tell_lost() {
  const auto lost = batch_.lost + minutes_.lost() - std::exchange(minutes_lost_, minutes_.lost());
  if (lost == 0) return;
  lost_ += lost;
  world_.log.warn("posts not counted for alerts", {{"matches", lost}});
}

void Alerts::note_counts() {
  waiting_count_ = waiting_.size();
  open_count_ = open_.size();
  if (frontier_) behind_us_ = std::max(Micros(0), now_ - *frontier_).count();
}

Alerts::Counts Alerts::counts() const {
  return {series_count_, waiting_count_, open_count_, begun_, lost_, failed_, Micros(behind_us_)};
}

void Alerts::set_frontier(Time now) {
  if (!frontier_) frontier_ = minute_of(now - kCloseAfter);
  const bool went_back = now < *frontier_ - kStepBackMax;
  if (!went_back && now - *frontier_ <= kGapMax) return;
  world_.log.warn(went_back ? "the clock went back; alerts begin anew" : "minutes not judged; alerts begin anew");
  frontier_ = minute_of(now - kCloseAfter);
  started_from_ = *frontier_;  // What was judged before is not judged again.
  minutes_.clear();
  drop_all();
}

void Alerts::close(Time minute) {
  const auto counts = minutes_.close(minute);
  asked_ = rules_->all();
  look_for_changes(counts, minute);
  counts_.assign(series_.size(), {});
  const bool is_covered = was_covered(minute);
  for (const auto& [watch, sum] : counts) {
    if (const auto place = places_.find(watch); place != places_.end()) counts_[place->second] = sum;
  }
  for (std::size_t i = 0; i < series_.size(); ++i) {
    counts_[i].from = minute;
    counts_[i].is_covered = is_covered;
    const auto verdict = series_[i].counts.close(counts_[i]);
    judge(series_[i], counts_[i], verdict);
  }
  look_for_named(counts, minute);
  warm_waiting(minute + kMinute);
  tell();
}

// A watch that is new, or asks something else than before, is warmed; one that is gone is dropped with its incidents.
void Alerts::look_for_changes(const ByWatch& counts, Time minute) {
  for (const auto& [watch, sum] : counts) {
    const auto place = places_.find(watch);
    const auto watched = world_.find_watch(watch);
    const bool is_known = place != places_.end();
    if (watched && is_known && series_[place->second].query == hash64(watched->query)) continue;
    if (watched && !is_known && waiting_.contains(watch)) continue;  // From when it already waits.
    drop(watch);
    if (watched && series_.size() < kSeriesMax) waiting_.try_emplace(watch, is_known ? minute : started_from_);
  }
  for (auto it = open_.begin(); it != open_.end();) {
    auto& alert = it->second;
    if (alert.watch == 0 || world_.find_watch(alert.watch)) {
      ++it;
      continue;
    }
    alert.course.incident.state = State::kEnded;
    alert.course.incident.ended_at = minute + kMinute;
    keep(alert);
    drop(alert.watch);
    end(std::move(alert));
    it = open_.erase(it);
  }
}

void Alerts::warm_waiting(Time until) {
  std::size_t reads = 0;
  for (auto it = waiting_.begin(); it != waiting_.end() && reads < kReadsAMinute && !breaks_off();) {
    const auto asked = warm(it->first, std::max(it->second, until - kCatchUpMax), until);
    reads += (asked ? *asked : 0) + 1;
    if (asked) {
      it = waiting_.erase(it);
      continue;
    }
    world_.log.warn("watch not read for alerts", {{"watch", it->first}, {"reason", asked.error().message}});
    ++it;
  }
}

Result<std::size_t> Alerts::warm(std::uint32_t watch, Time judge_from, Time until) {
  const auto watched = world_.find_watch(watch);
  if (!watched) return std::size_t{0};
  Series warmed{watch, hash64(watched->query), {}, {}};
  const store::Span span{until - kWarmFrom, until};
  auto reads = each_minute(world_.store, watched->query, span, listened(span), [&](const MinuteCounts& minute) {
    if (!warmed.known_from) warmed.known_from = minute.from;
    const auto verdict = warmed.counts.close(minute);
    if (minute.from >= judge_from) judge(warmed, minute, verdict);
  });
  if (!reads) return reads.error();
  places_[watch] = static_cast<std::uint32_t>(series_.size());
  series_.push_back(warmed);
  series_count_ = series_.size();
  return reads;
}

void Alerts::drop(std::uint32_t watch) {
  waiting_.erase(watch);
  const auto place = places_.find(watch);
  if (place == places_.end()) return;
  const auto index = place->second;
  places_.erase(place);
  if (index + 1 < series_.size()) {
    series_[index] = series_.back();
    places_[series_[index].watch] = index;
  }
  series_.pop_back();
  series_count_ = series_.size();
}

void Alerts::drop_all() {
  series_.clear();
  places_.clear();
  waiting_.clear();
  series_count_ = 0;
  for (const auto& [key, alert] : open_) {
    if (alert.watch > 0) waiting_.emplace(alert.watch, *frontier_);
  }
}

}  // namespace vigie::alert
