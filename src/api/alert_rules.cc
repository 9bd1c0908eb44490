// The rules by which somebody is told, and what one would have told before it is saved.
#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "alert/past.h"
#include "api/api.h"
#include "api/coverage.h"
#include "api/json_body.h"
#include "api/reply.h"
#include "api/routes.h"
#include "base/time_text.h"

namespace vigie::api {
namespace {

using nlohmann::json;

constexpr auto kIdMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

Error not_found() { return {ErrorCode::kNotFound, "there is no alert rule with that id"}; }

alert::Rules& rules_of(const Call& call) { return call.office->alerts().rules(); }

std::int64_t id_of(const Call& call) {
  return static_cast<std::int64_t>(whole_number(call.argument("rule"), kIdMax).value_or(0));
}

// Addresses are for managers: a webhook's is often all that guards it.
json rule_json(const Call& call, const alert::Rule& rule) {
  auto out = alert::json_of(rule);
  if (call.caller.may(people::Role::kManager)) return out;
  for (auto& one : out["to"]) one["address"] = "";
  if (!out["escalate"].is_null()) {
    for (auto& one : out["escalate"]["to"]) one["address"] = "";
  }
  return out;
}

Result<alert::Rule> rule_in(const Call& call, const json& body) {
  auto rule = alert::rule_of(body);
  if (rule && rule->watch && !call.house->watches().list()->get(*rule->watch)) {
    return invalid("watch: there is no watch with that id");
  }
  return rule;
}

// Whether messages could reach them; but for those that `before` has too, which only stay.
Result<void> check_addresses(const Call& call, const alert::Rule& rule, const alert::Rule* before) {
  const auto& courier = call.office->courier();
  std::vector<alert::Address> known = before == nullptr ? std::vector<alert::Address>{} : before->to;
  if (before != nullptr && before->escalate) {
    known.insert(known.end(), before->escalate->to.begin(), before->escalate->to.end());
  }
  const auto check = [&](const std::vector<alert::Address>& all, const std::string& where) -> Result<void> {
    for (const auto& address : all) {
      const bool stays = std::any_of(known.begin(), known.end(), [&](const alert::Address& one) {
        return one.channel == address.channel && one.address == address.address;
      });
      if (stays) continue;
      if (auto ok = courier.check(address); !ok) return invalid(where + ok.error().message);
    }
    return {};
  };
  if (auto ok = check(rule.to, "to: "); !ok || !rule.escalate) return ok;
  return check(rule.escalate->to, "escalate: to: ");
}

// The rule is as it was asked for, whatever becomes of what waits.
void look_at_waiting(const Call& call, std::int64_t rule) {
  if (const auto ok = call.office->courier().look_again(rule); !ok) {
    call.api.parts().log.warn("waiting messages not looked at", {{"rule", rule}, {"reason", ok.error().message}});
  }
}

Answered list(const Call& call) {
  json out = {{"rules", json::array()}, {"next_cursor", nullptr}};  // No more than alert::kRulesMax.
  for (const auto& rule : rules_of(call).all()->all()) out["rules"].push_back(rule_json(call, rule));
  return json_reply(out);
}

Answered read(const Call& call) {
  const auto rules = rules_of(call).all();
  const auto* rule = rules->find(id_of(call));
  return rule == nullptr ? Answered(not_found()) : Answered(json_reply(rule_json(call, *rule)));
}

Answered add(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  auto rule = rule_in(call, *body);
  if (!rule) return rule.error();
  if (auto ok = check_addresses(call, *rule, nullptr); !ok) return ok.error();
  const auto added = rules_of(call).add(std::move(*rule));
  if (!added) return added.error();
  call.house->live().changed("alerts");
  auto out = alert::json_of(*added);
  out["secret"] = added->secret;  // This once.
  return json_reply(out, 201);
}

Answered change(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  const auto rules = rules_of(call).all();
  const auto* before = rules->find(id_of(call));
  if (before == nullptr) return not_found();
  if (const auto left_out = alert::member_left_out(*body)) {
    return invalid(*left_out + ": is missing; a rule is replaced whole, as it is read");
  }
  auto rule = rule_in(call, *body);
  if (!rule) return rule.error();
  if (auto ok = check_addresses(call, *rule, before); !ok) return ok.error();
  rule->id = id_of(call);
  const auto changed = rules_of(call).change(std::move(*rule));
  if (!changed) return changed.error();
  call.house->live().changed("alerts");
  look_at_waiting(call, changed->id);
  return json_reply(alert::json_of(*changed));
}

Answered remove(const Call& call) {
  if (auto ok = rules_of(call).remove(id_of(call)); !ok) return ok.error();
  call.house->live().changed("alerts");
  look_at_waiting(call, id_of(call));
  return done_reply();
}

std::vector<alert::TriedWatch> watches_of(const Call& call, const alert::Rule& rule) {
  std::vector<alert::TriedWatch> out;
  const auto all = call.house->watches().list();
  if (rule.watch) {
    const auto watch = all->get(*rule.watch);
    if (watch) out.push_back({watch->said.name, watch->said.query});
    return out;
  }
  for (auto watch = all->after(0); watch != all->watches.end() && out.size() < alert::kPastWatchesMax; ++watch) {
    out.push_back({(*watch)->said.name, (*watch)->said.query});
  }
  return out;
}

void add_up(const alert::Past& one, alert::Past& sum) {
  sum.fired.insert(sum.fired.end(), one.fired.begin(), one.fired.end());
  sum.minutes_read += one.minutes_read;
  for (const auto& hour : one.hours) {
    const auto at = std::lower_bound(sum.hours.begin(), sum.hours.end(), hour.from,
                                     [](const alert::Hour& known, Time from) { return known.from < from; });
    if (at == sum.hours.end() || at->from != hour.from) {
      sum.hours.insert(at, hour);
    } else {
      at->posts += hour.posts;
      at->expected += hour.expected;
      at->critical.part += hour.critical.part;
      at->critical.whole += hour.critical.whole;
      at->band.reset();
    }
  }
}

json past_json(const alert::Past& past) {
  json out = {{"fired", json::array()},
              {"minutes_read", past.minutes_read},
              {"series", json::array()},
              {"shares", json::array()}};
  for (const auto& one : past.fired) {
    out["fired"].push_back({{"began_at", format_time(one.began_at)},
                            {"peaked_at", time_or_null(one.peaked_at)},
                            {"ended_at", time_or_null(one.ended_at)},
                            {"posts", one.posts},
                            {"expected", one.expected},
                            {"sentence", {{"fr", one.sentence.fr}, {"en", one.sentence.en}}}});
  }
  for (const auto& hour : past.hours) {
    out["series"].push_back(json::array({format_time(hour.from), hour.posts, hour.expected}));
    const auto edge = [&](auto of) { return hour.band ? json(of(*hour.band)) : json(nullptr); };
    out["shares"].push_back(json::array({format_time(hour.from), hour.critical.part, hour.critical.whole,
                                         edge([](const signal::Interval& band) { return band.low; }),
                                         edge([](const signal::Interval& band) { return band.high; })}));
  }
  return out;
}

Answered test(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  std::optional<Time> from, to;
  JsonReader in(*body);
  const auto* said = in.object("rule", Needed::kYes);
  in.time("from", from);
  in.time("to", to);
  if (auto ok = in.done(); !ok) return ok.error();
  const auto rule = rule_in(call, *said);
  if (!rule) return rule.error();
  const Time now = call.house->clock().now();
  const store::Span span{from.value_or(now - std::chrono::days(28)), std::min(to.value_or(now), now)};
  if (span.from >= span.to || span.to - span.from > alert::kPastMax) {
    return invalid("from: must be before to, by at most 92 days");
  }
  const auto listened = call.office->alerts().listened({span.from - alert::kWarmFrom, span.to});
  alert::Past sum;
  for (const auto& watch : watches_of(call, *rule)) {
    const auto past = alert::try_on_past(call.house->store(), *rule, watch, span, listened);
    if (!past) return past.error();
    add_up(*past, sum);
  }
  std::sort(sum.fired.begin(), sum.fired.end(),
            [](const alert::Fired& left, const alert::Fired& right) { return left.began_at < right.began_at; });
  auto out = past_json(sum);
  out["gaps"] = gaps_json(alert::gaps_of(call.office->alerts().ledger().of(span.from, span.to)));
  return json_reply(out);
}

}  // namespace

std::span<const Route> alert_rules_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/alert-rules", list, Lane::kGlance},
                                      {net::Method::kPost, "/alert-rules", add},
                                      {net::Method::kPost, "/alert-rules/test", test},
                                      {net::Method::kGet, "/alert-rules/{rule}", read, Lane::kGlance},
                                      {net::Method::kPut, "/alert-rules/{rule}", change},
                                      {net::Method::kDelete, "/alert-rules/{rule}", remove}};
  return kRoutes;
}

}  // namespace vigie::api
