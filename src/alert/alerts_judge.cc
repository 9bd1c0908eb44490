// What a closed minute makes of the incidents of a house.
#include <algorithm>

#include "alert/alerts.h"
#include "alert/evidence.h"
#include "alert/history.h"
#include "alert/limits.h"
#include "alert/named.h"
#include "base/hash.h"
#include "query/author.h"
#include "query/query.h"

namespace vigie::alert {
namespace {

// Of an author's alert: whether whom it names wrote something of what it rests on.
Result<bool> still_names(const store::Store& store, const Alert& alert, const Evidence& evidence) {
  if (alert.kind != Kind::kAuthor) return true;
  if (evidence.posts == 0) return false;
  const auto test = query::author_test(alert.about);
  const auto query = query::parse(test ? "(" + alert.query + ") " + *test : "");
  if (!test || !query) {  // Nobody can ask for it: by who is known to have written.
    const auto& authors = evidence.authors;
    return authors.size() >= kTopNames ||
           std::any_of(authors.begin(), authors.end(), [&](const Voice& voice) { return voice.handle == alert.about; });
  }
  const store::Span span{alert.course.from, evidence.to};
  const auto counts = store.histogram(*query, span, span.to - span.from);
  if (!counts) return counts.error();
  return counts->total.posts > 0;
}

}  // namespace

Alerts::Key Alerts::key_of(const Alert& alert) {
  const auto last = alert.kind == Kind::kCoverage ? static_cast<std::int64_t>(hash64(alert.about)) : alert.rule;
  return {alert.watch, alert.kind, last};
}

void Alerts::judge(const Series& series, const MinuteCounts& minute, const Verdict& verdict) {
  const Time until = minute.from + kMinute;
  for (const auto kind : {Kind::kSurprise, Kind::kShare}) {
    const bool may_begin = kind == Kind::kSurprise ? verdict.surprise > 0 : minute.critical > 0;
    if (!may_begin && open_.empty()) continue;
    const auto open = open_.find({series.watch, kind, 0});
    Alert* alert = open == open_.end() ? nullptr : &open->second;
    if (alert != nullptr) step(*alert, goes_on(kind, alert->course, minute, verdict, series.counts), until);
    for (const auto& asked : may_begin ? asked_->asked(series.watch, kind) : std::vector<RuleSet::Asked>{}) {
      auto course = begins(kind, minute, verdict, series.counts, asked.demand);
      if (!course) continue;
      if (alert == nullptr) {
        Alert fresh;
        fresh.watch = series.watch;
        fresh.kind = kind;
        fresh.course = *course;
        fresh.course.known_from = series.known_from;
        alert = begin(std::move(fresh), until);
      }
      if (alert != nullptr && asked.rule != nullptr) dispatch_->ask(*alert, asked.rule->id);
    }
    if (open == open_.end() || open->second.course.incident.state != State::kEnded) continue;
    end(std::move(open->second));
    open_.erase(open);
  }
}

// What one of its rules names, in the watches that were heard. Each pair waits once, in its turn.
void Alerts::line_up_named(const ByWatch& counts, Time minute) {
  std::size_t lost = 0;
  for (const auto& rule : asked_->all()) {
    if (rule.kind != Kind::kAuthor && rule.kind != Kind::kWord) continue;
    for (const auto& [watch, sum] : counts) {
      if (sum.written == 0 || (rule.watch && *rule.watch != watch)) continue;
      if (is_named_waiting_.contains({rule.id, watch})) continue;
      if (named_waiting_.size() >= kNamedWaitingMax) {
        ++lost;
        continue;
      }
      is_named_waiting_.insert({rule.id, watch});
      named_waiting_.push_back({rule.id, watch, minute});
    }
  }
  lost_ += lost;
  if (lost > 0) world_.log.warn("rules not asked of watches", {{"pairs", lost}});
}

void Alerts::look_for_named(const ByWatch& counts, Time minute) {
  line_up_named(counts, minute);
  for (std::size_t reads = 0; reads < kReadsAMinute && !named_waiting_.empty() && !breaks_off();) {
    const auto next = named_waiting_.front();
    named_waiting_.pop_front();
    is_named_waiting_.erase({next.rule, next.watch});
    const auto* rule = asked_->find(next.rule);
    const auto watched = world_.find_watch(next.watch);
    if (rule == nullptr || !watched) continue;
    ++reads;
    const Time from = std::clamp(next.minute, minute - kCatchUpMax, minute);
    look_for(*rule, next.watch, *watched, {from - kLateMax, minute + kMinute});
  }
  for (auto it = open_.begin(); it != open_.end();) {
    auto& alert = it->second;
    const bool is_named = alert.kind == Kind::kAuthor || alert.kind == Kind::kWord;
    if (is_named) step(alert, alert.course.incident.close(minute + kMinute, 0, true), minute + kMinute);
    const bool is_over = is_named && alert.course.incident.state == State::kEnded;
    if (is_over) end(std::move(alert));
    it = is_over ? open_.erase(it) : std::next(it);
  }
}

void Alerts::look_for(const Rule& rule, std::uint32_t watch, const Watched& watched, const store::Span& span) {
  const auto found = find_named(world_.store, rule, watched.query, span);
  if (!found) return world_.log.warn("rule not looked at", {{"rule", rule.name}, {"reason", found.error().message}});
  if (found->posts < rule.demand.posts_min) return;
  if (const auto open = open_.find({watch, rule.kind, rule.id}); open != open_.end()) {
    open->second.course.incident.calm = 0;
    return;
  }
  Alert fresh;
  fresh.watch = watch;
  fresh.kind = rule.kind;
  fresh.rule = rule.id;
  fresh.about = found->about;
  fresh.query = found->query;
  fresh.course.incident = Incident::begin(span.to, static_cast<double>(found->posts));
  fresh.course.from = minute_of(found->first);
  if (const auto* alert = begin(std::move(fresh), span.to)) dispatch_->ask(*alert, rule.id);
}

// None: there is no room, or it could not be kept.
Alert* Alerts::begin(Alert alert, Time until) {
  const auto watched = world_.find_watch(alert.watch);
  if (!watched || open_.size() >= kOpenMax) return nullptr;
  alert.watch_name = watched->name;
  const auto written = alert.kind == Kind::kShare ? written_by(watched->query) : std::nullopt;
  if (alert.query.empty()) alert.query = written ? written->text() : watched->query;
  count_anew(alert, until);
  if (alert.course.incident.ended_at) return nullptr;  // What it rests on has just gone.
  for (const auto& [key, other] : open_) {
    if (other.kind == Kind::kCoverage) continue;
    const bool is_same = other.watch == alert.watch || share_posts(alert.evidence, other.evidence);
    if (is_same && alert.rule == 0 && other.rule == 0 && (alert.group == 0 || other.group < alert.group)) {
      alert.group = other.group;
    }
  }
  if (const auto ok = book_->add(alert); !ok) {
    world_.log.error("alert not kept", {{"watch", alert.watch_name}, {"reason", ok.error().message}});
    return nullptr;
  }
  ++begun_;
  world_.log.info("alert began", {{"watch", alert.watch_name}, {"kind", name_of(alert.kind)}});
  const auto key = key_of(alert);
  world_.changed();
  return &open_.insert_or_assign(key, std::move(alert)).first->second;
}

void Alerts::step(Alert& alert, Step step, Time until) {
  const bool is_old = until - alert.evidence.to >= kRefresh;
  if (step == Step::kNone && !is_old) return;
  count_anew(alert, until);
  if (step != Step::kNone) ++alert.update;
  keep(alert);
}

// An alert matters more than what it rests on: where the store says nothing now, the next count will. One that is left
// without a post of whom it names names nobody: that account may be erased without being known for an author of it.
bool Alerts::count_anew(Alert& alert, Time until) {
  auto evidence = read_evidence(world_.store, alert.kind, alert.query, {alert.course.from, until});
  const auto names = evidence ? still_names(world_.store, alert, *evidence) : Result<bool>(evidence.error());
  if (evidence) alert.evidence = std::move(*evidence);
  alert.evidence.to = until;
  if (!names) {
    world_.log.warn("alert without its posts", {{"watch", alert.watch_name}, {"reason", names.error().message}});
  } else if (!*names) {
    alert.about.clear();
    alert.query.clear();
    alert.course.incident.state = State::kEnded;
    if (!alert.course.incident.ended_at) alert.course.incident.ended_at = until;
  }
  return static_cast<bool>(names);
}

bool Alerts::keep(const Alert& alert) {
  const auto ok = book_->update(alert);
  if (!ok) world_.log.warn("alert not updated", {{"watch", alert.watch_name}, {"reason", ok.error().message}});
  world_.changed();
  return static_cast<bool>(ok);
}

}  // namespace vigie::alert
