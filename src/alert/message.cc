#include "alert/message.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "alert/alert_json.h"
#include "alert/sentence.h"

namespace vigie::alert {
namespace {

constexpr std::string_view kEvents[] = {"began", "crisis", "ended"};

struct Headings {
  std::string_view fr, en;
};
constexpr Headings kHeadings[] = {{"Alerte", "Alert"}, {"Crise", "Crisis"}, {"Fin d’alerte", "Alert over"}};

bool names(const std::vector<Address>& list, const Address& address) {
  return std::any_of(list.begin(), list.end(), [&](const Address& one) {
    return one.channel == address.channel && one.address == address.address;
  });
}

bool names(const Rule& rule, const Address& address) {
  return names(rule.to, address) || (rule.escalate && names(rule.escalate->to, address));
}

// Two rules that name one mailbox send one letter: either may ask for it. A webhook hears each rule under its own
// secret.
const Rule* who_asks(const RuleSet& rules, const std::vector<Told>& told, const Parcel& parcel) {
  const bool may_be_another = parcel.to.channel == Channel::kEmail || parcel.rule == 0;
  const Rule* out = nullptr;
  for (const auto& one : told) {
    const auto* rule = rules.find(one.rule);
    if (rule == nullptr || !names(*rule, parcel.to)) continue;
    if (rule->id == parcel.rule) return rule;
    if (may_be_another) out = rule;
  }
  return out;
}

}  // namespace

Message message_of(const Alert& alert, const Rule& rule, int update, const std::string& public_url) {
  const auto sentence = sentence_of(alert);
  const auto place = static_cast<std::size_t>(std::clamp(update, kBegan, kOver));
  const auto link = public_url.empty() ? "" : "\n\n" + public_url + "/alerts/" + std::to_string(alert.id);
  const auto& about = alert.watch_name.empty() ? alert.about : alert.watch_name;
  auto json = json_of(alert);
  json["event"] = kEvents[place];
  json["rule"] = {{"id", std::to_string(rule.id)}, {"name", rule.name}};
  Message out;
  out.subject_fr = std::string(kHeadings[place].fr) + "\u00a0: " + about;
  out.subject_en = std::string(kHeadings[place].en) + ": " + about;
  out.text_fr = sentence.fr + link;
  out.text_en = sentence.en + link;
  out.json = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  out.secret = rule.secret;
  return out;
}

Result<std::optional<Message>> write_message(const Book& book, const Rules& rules, const Parcel& parcel,
                                             const std::string& public_url) {
  const auto told = rules.told(parcel.alert);
  if (!told) return told.error();
  const auto all = rules.all();
  const auto* rule = who_asks(*all, *told, parcel);
  if (rule == nullptr) return std::optional<Message>();
  const auto alert = book.get(parcel.alert);
  if (!alert) return alert.error();
  if (!*alert) return std::optional<Message>();
  return std::optional(message_of(**alert, *rule, parcel.update, public_url));
}

}  // namespace vigie::alert
