// Outages: which minutes were not heard, and what is told of it.
#include <utility>

#include "alert/alerts.h"
#include "alert/limits.h"

namespace vigie::alert {
namespace {

constexpr Micros kRemembered = std::chrono::hours(24);

}  // namespace

bool Alerts::was_covered(Time minute) const { return gaps_.within(minute, minute + kMinute).empty(); }

// A gap goes on; where it does not, its last minute is not whole. Those of the last day were there when we stopped, or
// since.
void Alerts::note_gaps(std::span<const SourceHeard> sources, Time now) {
  if (const auto ok = ledger_->look(sources, now); !ok) {
    world_.log.warn("coverage not kept", {{"reason", ok.error().message}});
  }
  const auto before = std::exchange(sources_looked_at_, now);
  const Time from = before ? std::min(*before, now - kMinute) : now - kRemembered;
  if (gaps_.end() > now + kMinute) gaps_.cut(now);  // The clock was ahead.
  for (const auto& gap : gaps_of(ledger_->of(from, now))) gaps_.set(gap.from, gap.to + kMinute, gap.hearing);
  for (const auto& source : sources) {
    if (!source.is_heard) gaps_.set(now, now + kMinute, Hearing::kLost);
  }
}

// What was not heard is no silence: those minutes teach nothing, and after a while somebody is told.
void Alerts::look_at_sources(Time now) {
  if (!world_.coverage) return;
  const auto sources = world_.coverage();
  note_gaps(sources, now);
  std::map<std::string, Time> unheard;
  for (const auto& source : sources) {
    if (source.is_heard) continue;
    const auto known = unheard_.find(source.name);
    const Time since = known == unheard_.end() ? now : std::min(known->second, now);
    unheard.emplace(source.name, since);
  }
  unheard_ = std::move(unheard);
  for (const auto& [name, since] : unheard_) {
    if (now - since >= kOutageMin) look_at_source(name, since);
  }
  for (auto it = open_.begin(); it != open_.end();) {
    auto& alert = it->second;
    if (alert.kind != Kind::kCoverage || unheard_.contains(alert.about)) {
      ++it;
      continue;
    }
    alert.course.incident.state = State::kEnded;
    alert.course.incident.ended_at = now;
    alert.evidence.to = now;
    keep(alert);
    end(std::move(alert));
    it = open_.erase(it);
  }
}

void Alerts::look_at_source(const std::string& name, Time since) {
  Alert alert;
  alert.kind = Kind::kCoverage;
  alert.about = name;
  alert.course.incident = Incident::begin(since, 0);
  alert.course.incident.peaked_at.reset();
  alert.course.from = since;
  alert.evidence.to = since + kOutageMin;
  const auto key = key_of(alert);
  if (open_.contains(key) || open_.size() >= kOpenMax) return;
  if (const auto ok = book_->add(alert); !ok) {
    return world_.log.error("alert not kept", {{"source", name}, {"reason", ok.error().message}});
  }
  ++begun_;
  world_.log.warn("nothing is heard", {{"source", name}});
  ask_again(alert);
  open_.emplace(key, std::move(alert));
  world_.changed();
}

// A crash, or the database, may have come between an alert and who is to be told of it; asked twice is asked once. Of
// what is counted each minute asks anew.
void Alerts::ask_again(const Alert& alert) {
  const auto rules = rules_->all();
  if (alert.rule > 0 && rules->find(alert.rule) != nullptr) dispatch_->ask(alert, alert.rule);
  if (alert.kind != Kind::kCoverage) return;
  for (const auto& asked : rules->asked(0, Kind::kCoverage)) {
    if (asked.rule != nullptr) dispatch_->ask(alert, asked.rule->id);
  }
}

void Alerts::tell() {
  for (const auto& [key, alert] : open_) {
    ask_again(alert);
    dispatch_->look(alert, now_);
  }
  std::erase_if(over_, [&](const auto& one) {
    const auto& ended_at = one.second.course.incident.ended_at;
    return dispatch_->look(one.second, now_) || !ended_at || now_ - *ended_at > kOverMax;
  });
}

// Who heard that it began hears that it is over: in the morning, where the night is quiet.
void Alerts::end(Alert alert) {
  if (!dispatch_->look(alert, now_)) over_.insert_or_assign(alert.id, std::move(alert));
}

// Nobody could see such a rule again, nor change it.
void Alerts::drop_rules_of_lost_watches() {
  const auto rules = rules_->all();
  for (const auto& rule : rules->all()) {
    if (!rule.watch || world_.find_watch(*rule.watch)) continue;
    if (const auto ok = rules_->remove(rule.id); !ok) {
      world_.log.warn("rule of a removed watch stays", {{"rule", rule.name}, {"reason", ok.error().message}});
      continue;
    }
    world_.log.info("rule removed with its watch", {{"rule", rule.name}});
    world_.changed();
  }
}

}  // namespace vigie::alert
