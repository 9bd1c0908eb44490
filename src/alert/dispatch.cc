#include "alert/dispatch.h"

#include <algorithm>

#include "alert/message.h"
#include "alert/zone.h"

namespace vigie::alert {

bool is_crisis(const Alert& alert) { return alert.evidence.critical.part >= kCrisisPosts; }

bool is_quiet(const Rule& rule, Time now, bool crisis) {
  if (!rule.quiet || (crisis && rule.quiet->except_crisis)) return false;
  const auto zone = Zone::load(rule.quiet->zone);
  if (!zone) return false;  // Its table is gone from the system: better told than not.
  const int minute = zone->minute_of_day(now);
  const int from = rule.quiet->from;
  const int to = rule.quiet->to;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;  // Over midnight.
}

void Dispatch::ask(const Alert& alert, std::int64_t rule) {
  const auto told = world_.rules.told(alert.id);
  if (!told) return world_.log.warn("alert not told", {{"reason", told.error().message}});
  if (std::any_of(told->begin(), told->end(), [&](const Told& one) { return one.rule == rule; })) return;
  if (const auto ok = world_.rules.note({alert.id, rule, alert.group}); !ok) {
    world_.log.warn("alert not told", {{"reason", ok.error().message}});
  }
}

bool Dispatch::look(const Alert& alert, Time now) {
  const auto muted = world_.book.muted_until(alert.watch, alert.kind);
  auto all = world_.rules.told(alert.id);
  if (!muted || !all) {
    world_.log.warn("alert not told", {{"reason", (muted ? all.error() : muted.error()).message}});
    return false;
  }
  const auto rules = world_.rules.all();
  bool is_all = true;
  for (auto& told : *all) {
    const auto* rule = rules->find(told.rule);
    if (rule == nullptr) continue;
    const bool is_muted = (*muted && **muted > now) || (rule->muted_until && *rule->muted_until > now);
    if (is_muted || is_quiet(*rule, now, is_crisis(alert))) {
      is_all = false;
      continue;
    }
    if (const auto ok = look_at(alert, *rule, told, now); !ok) {
      world_.log.warn("alert not told", {{"rule", rule->name}, {"reason", ok.error().message}});
      is_all = false;
    }
  }
  return is_all;
}

Result<void> Dispatch::look_at(const Alert& alert, const Rule& rule, Told& told, Time now) {
  const bool has_ended = alert.course.incident.state == State::kEnded;
  const auto say = [&](int update, const std::vector<Address>& to, auto&& note) -> Result<void> {
    if (auto ok = post(alert, rule, update, to); !ok) return ok;
    note();
    return world_.rules.note(told);
  };
  if (!told.at) {
    if (has_ended) return {};  // It was over before anybody could be told.
    const auto is_known = world_.rules.told_of_group(told);
    if (!is_known || *is_known) return is_known ? Result<void>{} : is_known.error();
    return say(kBegan, rule.to, [&] {
      told.at = now;
      told.crisis = is_crisis(alert);
    });
  }
  if (is_crisis(alert) && !told.crisis) {
    if (auto ok = say(kCrisis, rule.to, [&] { told.crisis = true; }); !ok) return ok;
  }
  if (has_ended) return told.ended ? Result<void>{} : say(kOver, rule.to, [&] { told.ended = true; });
  if (!rule.escalate || told.escalated || now - *told.at < std::chrono::minutes(rule.escalate->after_minutes))
    return {};
  const auto kept = world_.book.get(alert.id);
  if (!kept) return kept.error();
  if (!*kept || (*kept)->acknowledged) return {};
  return say(kBegan, rule.escalate->to, [&] { told.escalated = true; });
}

Result<void> Dispatch::post(const Alert& alert, const Rule& rule, int update, const std::vector<Address>& to) {
  std::vector<Address> signed_to = to;
  for (auto& address : signed_to) {
    if (address.channel == Channel::kWebhook) address.secret = rule.secret;
  }
  return world_.post({alert.id, update, rule.id, is_crisis(alert)}, signed_to);
}

}  // namespace vigie::alert
