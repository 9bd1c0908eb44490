#include "alert/rule.h"

#include <sodium.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "alert/named.h"
#include "alert/zone.h"
#include "base/time_text.h"
#include "base/utf8.h"
#include "query/author.h"
#include "query/query.h"
#include "text/likeness.h"

namespace vigie::alert {
namespace {

using nlohmann::json;

constexpr int kDayMinutes = 24 * 60;
constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kMembersMax = 20;  // Of a rule, that are looked at.

// "22:30"
std::optional<int> minutes_of(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 100; };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const int hour = digit(0) * 10 + digit(1);
  const int minute = digit(3) * 10 + digit(4);
  return hour < 24 && minute < 60 ? std::optional(hour * 60 + minute) : std::nullopt;
}

std::string text_of(int minutes) {
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(minutes / 60 % 24) + ":" + two(minutes % 60);
}

// Reads members one by one; the first that is wrong is told by name.
class Reader {
 public:
  explicit Reader(const json& object, std::string within = {}) : object_(object), within_(std::move(within)) {}

  const json* find(const char* name) {
    asked_.emplace_back(name);
    const auto found = object_.find(name);
    return found == object_.end() || found->is_null() ? nullptr : &*found;
  }
  void text(const char* name, std::string& out) {
    const auto* found = find(name);
    if (found == nullptr) return;
    if (!found->is_string()) return wrong(name, "must be a text");
    out = found->get<std::string>();
  }
  template <typename Number>
  void number(const char* name, Number& out, std::uint64_t low, std::uint64_t high) {
    const auto* found = find(name);
    if (found == nullptr) return;
    const bool is_whole =
        found->is_number_unsigned() || (found->is_number_integer() && found->get<std::int64_t>() >= 0);
    if (!is_whole || found->get<std::uint64_t>() < low || found->get<std::uint64_t>() > high) {
      return wrong(name, "must be a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    }
    out = static_cast<Number>(found->get<std::uint64_t>());
  }
  template <typename Enum>
  void name(const char* member, Enum& out, std::optional<Enum> (*read)(std::string_view), std::string_view all) {
    std::string text;
    this->text(member, text);
    if (text.empty()) return;
    const auto value = read(text);
    if (!value) return wrong(member, "must be " + std::string(all));
    out = *value;
  }
  void wrong(const std::string& name, const std::string& what) {
    if (problem_.empty()) problem_ = within_ + name + ": " + what;
  }
  void demand(bool holds, const char* name, const std::string& what) {
    if (!holds) wrong(name, what);
  }
  Result<void> done() const {
    if (!problem_.empty()) return invalid(problem_);
    for (const auto& [name, value] : object_.items()) {
      if (std::find(asked_.begin(), asked_.end(), name) == asked_.end())
        return invalid(within_ + name + ": is unknown");
    }
    return {};
  }

 private:
  const json& object_;
  std::string within_;
  std::vector<std::string> asked_;
  std::string problem_;
};

void read_addresses(Reader& in, const char* name, std::vector<Address>& out) {
  const auto* found = in.find(name);
  if (found == nullptr) return;
  if (!found->is_array() || found->size() > kAddressesMax) {
    return in.wrong(name, "must be a list of at most " + std::to_string(kAddressesMax));
  }
  for (const auto& one : *found) {
    if (!one.is_object()) return in.wrong(name, "must hold a channel and an address each");
    Reader each(one, std::string(name) + ".");
    Address address;
    each.name("channel", address.channel, channel_of, "browser, email or webhook");
    each.text("address", address.address);
    if (auto ok = each.done(); !ok) return in.wrong(name, ok.error().message);
    if (auto ok = check_address(address); !ok) return in.wrong(name, ok.error().message);
    out.push_back(std::move(address));
  }
}

void read_quiet(Reader& in, std::optional<Quiet>& out) {
  const auto* found = in.find("quiet");
  if (found == nullptr) return;
  if (!found->is_object()) return in.wrong("quiet", "must be an object, or null");
  Reader each(*found, "quiet.");
  std::string from, to, except = "crisis";
  Quiet quiet;
  each.text("from", from);
  each.text("to", to);
  each.text("zone", quiet.zone);
  each.text("except", except);
  each.demand(minutes_of(from) && minutes_of(to) && from != to, "from",
              "and to must be two times of the day, like 22:00");
  each.demand(except == "crisis" || except == "none", "except", "must be crisis or none");
  each.demand(Zone::load(quiet.zone).has_value(), "zone", "must be one like Europe/Paris");
  if (auto ok = each.done(); !ok) return in.wrong("quiet", ok.error().message);
  quiet.from = minutes_of(from).value();
  quiet.to = minutes_of(to).value();
  quiet.except_crisis = except == "crisis";
  out = std::move(quiet);
}

void read_escalation(Reader& in, std::optional<Escalation>& out) {
  const auto* found = in.find("escalate");
  if (found == nullptr) return;
  if (!found->is_object()) return in.wrong("escalate", "must be an object, or null");
  Reader each(*found, "escalate.");
  Escalation escalation;
  each.number("after_minutes", escalation.after_minutes, 1, kDayMinutes);
  read_addresses(each, "to", escalation.to);
  each.demand(!escalation.to.empty(), "to", "must name somebody");
  if (auto ok = each.done(); !ok) return in.wrong("escalate", ok.error().message);
  out = std::move(escalation);
}

// Null means every watch; an id that somebody forgot to fill in must not.
void read_watch(Reader& in, std::optional<std::uint32_t>& out) {
  const auto* found = in.find("watch");
  if (found == nullptr) return;
  const auto text = found->is_string() ? found->get<std::string>() : "";
  const bool is_number = !text.empty() && text.size() <= 9 && text.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number) return in.wrong("watch", "must be the id of one, or null for every one");
  out = static_cast<std::uint32_t>(std::stoul(text));
}

// It breaks lines, or turns the direction of what follows, in logs, letters and pages.
bool is_control(char32_t point) {
  return point < 0x20 || (point >= 0x7F && point <= 0x9F) || (point >= 0x2028 && point <= 0x202E) ||
         (point >= 0x2066 && point <= 0x2069);
}

bool is_name(std::string_view name) {
  if (name.size() > kRuleNameBytesMax || !is_utf8(name)) return false;
  bool has_sign = false;
  while (!name.empty()) {
    const auto [point, bytes] = first_code_point(name);
    if (is_control(point)) return false;
    has_sign = has_sign || !(point == ' ' || point == 0xA0 || text::is_unseen(point));
    name.remove_prefix(bytes);
  }
  return has_sign;
}

// What an older house took for a name: a rule that still wakes somebody is not lost for it.
void mend_name(json& object) {
  if (!object.is_object() || !object.contains("name") || !object["name"].is_string()) return;
  const auto before = object["name"].get<std::string>();
  std::string name;
  for (std::string_view rest = before; !rest.empty();) {
    const auto [point, bytes] = first_code_point(rest);
    append_utf8(name, is_control(point) ? U' ' : point);
    rest.remove_prefix(bytes);
  }
  name.resize(whole_points(name, kRuleNameBytesMax));
  object["name"] = is_name(name) ? name : "?";
}

void read_handles(Reader& in, std::vector<std::string>& out) {
  const auto* found = in.find("handles");
  if (found == nullptr) return;
  if (!found->is_array() || found->size() > kHandlesMax) {
    return in.wrong("handles", "must be a list of at most " + std::to_string(kHandlesMax));
  }
  for (const auto& one : *found) {
    auto handle = one.is_string() ? one.get<std::string>() : "";
    if (handle.starts_with('@')) handle.erase(0, 1);
    if (!query::author_test(handle)) return in.wrong("handles", "must hold names of authors");
    out.push_back(std::move(handle));
  }
}

void read_time(Reader& in, const char* name, std::optional<Time>& out) {
  std::string text;
  in.text(name, text);
  if (text.empty()) return;
  out = parse_time(text);
  in.demand(out.has_value(), name, "must be a time like 2026-01-31T09:30:00Z");
}

// What the kind needs.
void check_kind(const Rule& rule, Reader& in) {
  if (rule.kind == Kind::kAuthor) {
    in.demand(!rule.handles.empty() || rule.reach_min > 0, "handles", "or reach_min must say whom to listen for");
  }
  if (rule.kind == Kind::kWord) {
    in.demand(static_cast<bool>(query::parse(rule.word, query::Use::kWatch)), "word", "must be a query");
  }
  in.demand(rule.kind != Kind::kCoverage || !rule.watch, "watch", "must be null: a coverage is of none");
}

json addresses_json(const std::vector<Address>& addresses) {
  json out = json::array();
  for (const auto& one : addresses) out.push_back({{"channel", name_of(one.channel)}, {"address", one.address}});
  return out;
}

}  // namespace

Result<Rule> rule_of(const json& object) {
  if (!object.is_object()) return invalid("a rule must be an object");
  Rule out;
  Reader in(object);
  std::string id;
  in.text("id", id);
  in.text("name", out.name);
  read_watch(in, out.watch);
  in.name("kind", out.kind, kind_of, "surprise, share, author, word or coverage");
  in.name("sensitivity", out.demand.sensitivity, sensitivity_of, "calm, usual or keen");
  if (out.kind == Kind::kAuthor || out.kind == Kind::kWord) out.demand.posts_min = 1;
  in.number("posts_min", out.demand.posts_min, 1, 1'000'000);
  read_handles(in, out.handles);
  in.number("reach_min", out.reach_min, 0, 1ULL << 53);
  in.text("word", out.word);
  read_time(in, "muted_until", out.muted_until);
  read_quiet(in, out.quiet);
  read_addresses(in, "to", out.to);
  read_escalation(in, out.escalate);
  in.demand(is_name(out.name), "name",
            "must be of 1 to " + std::to_string(kRuleNameBytesMax) + " bytes, not blank, without control characters");
  check_kind(out, in);
  (void)in.find("secret");  // As it is told; nobody chooses one.
  if (auto ok = in.done(); !ok) return ok.error();
  return out;
}

std::optional<Rule> readable_rule(json object, std::string& problem) {
  mend_name(object);
  constexpr std::string_view kSense[] = {"name", "watch", "kind", "word"};
  // One address that is no more takes no other with it.
  const auto without_wrong = [&](const char* name, auto&& is_read) {
    const auto list = object.is_object() ? object.find(name) : object.end();
    if (list == object.end() || !list->is_array()) return;
    auto left = json::array();
    for (const auto& one : *list) {
      if (is_read(one)) {
        left.push_back(one);
      } else {
        problem += std::string(name) + ": one is wrong; ";
      }
    }
    *list = std::move(left);
  };
  without_wrong("to", [](const json& one) {
    const json whole = {{"to", {one}}};
    Reader in(whole);
    std::vector<Address> read;
    read_addresses(in, "to", read);
    return static_cast<bool>(in.done());
  });
  const bool had_handles = object.is_object() && object.contains("handles") && !object["handles"].empty();
  without_wrong("handles",
                [](const json& one) { return one.is_string() && query::author_test(one.get<std::string>()); });
  if (had_handles && object["handles"].empty()) return std::nullopt;
  for (std::size_t wrong = 0; wrong < kMembersMax; ++wrong) {
    auto rule = rule_of(object);
    if (rule) return std::move(*rule);
    problem += rule.error().message;
    const auto name = rule.error().message.substr(0, rule.error().message.find(':'));
    const bool is_sense = std::find(std::begin(kSense), std::end(kSense), name) != std::end(kSense);
    if (is_sense || !object.is_object() || object.erase(name) == 0) return std::nullopt;
    problem += "; ";
  }
  return std::nullopt;
}

std::optional<std::string> member_left_out(const json& object) {
  static const auto whole = json_of(Rule{});
  for (const auto& [name, value] : whole.items()) {
    if (name != "id" && name != "secret" && !object.contains(name)) return name;
  }
  return std::nullopt;
}

json json_of(const Rule& rule) {
  json out = {{"id", std::to_string(rule.id)},
              {"name", rule.name},
              {"watch", rule.watch ? json(std::to_string(*rule.watch)) : json(nullptr)},
              {"kind", name_of(rule.kind)},
              {"sensitivity", name_of(rule.demand.sensitivity)},
              {"posts_min", rule.demand.posts_min},
              {"handles", rule.handles},
              {"reach_min", rule.reach_min},
              {"word", rule.word},
              {"muted_until", rule.muted_until ? json(format_time(*rule.muted_until)) : json(nullptr)},
              {"quiet", nullptr},
              {"to", addresses_json(rule.to)},
              {"escalate", nullptr},
              {"secret", nullptr}};
  if (const auto& quiet = rule.quiet) {
    out["quiet"] = {{"from", text_of(quiet->from)},
                    {"to", text_of(quiet->to)},
                    {"zone", quiet->zone},
                    {"except", quiet->except_crisis ? "crisis" : "none"}};
  }
  if (const auto& escalate = rule.escalate) {
    out["escalate"] = {{"after_minutes", escalate->after_minutes}, {"to", addresses_json(escalate->to)}};
  }
  return out;
}

std::string new_secret() {
  unsigned char bytes[kSecretBytes];
  randombytes_buf(bytes, sizeof bytes);
  std::string out(2 * kSecretBytes + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes, sizeof bytes);
  out.pop_back();
  return out;
}

const Rule* RuleSet::find(std::int64_t id) const {
  const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.id == id; });
  return found == rules_.end() ? nullptr : &*found;
}

std::vector<RuleSet::Asked> RuleSet::asked(std::uint32_t watch, Kind kind) const {
  std::vector<Asked> out;
  for (const auto& rule : rules_) {
    if (rule.kind == kind && (!rule.watch || *rule.watch == watch)) out.push_back({&rule, rule.demand});
  }
  const bool has_default = kind == Kind::kSurprise || kind == Kind::kShare || kind == Kind::kCoverage;
  if (out.empty() && has_default) out.push_back({});
  return out;
}

}  // namespace vigie::alert
