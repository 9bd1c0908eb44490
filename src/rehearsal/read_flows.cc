// Of a scenario: what is said when.
#include <algorithm>
#include <array>

#include "rehearsal/limits.h"
#include "rehearsal/script_draft.h"

namespace vigie::rehearsal {
namespace {

std::size_t at(Tongue tongue) { return static_cast<std::size_t>(tongue); }

// The names of an enumeration whose last is `last`, in its order.
template <typename Enum>
std::vector<std::string_view> names_up_to(Enum last, std::string_view (*name_of)(Enum)) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i <= static_cast<std::size_t>(last); ++i) names.push_back(name_of(static_cast<Enum>(i)));
  return names;
}

template <typename Enum>
Enum read_one_of(TomlTable& keys, std::string_view key, std::string_view otherwise,
                 const std::vector<std::string_view>& names) {
  return static_cast<Enum>(read_place(keys, key, keys.text_or(key, otherwise), names));
}

// A rule that each language of the crowd must have.
SayRule read_rule(TomlTable& keys, std::string_view key, const Crowd& crowd, const Script& script) {
  const auto name = keys.text_or(key, "");
  return name.empty() ? SayRule() : find_rule(keys, key, name, crowd.french, script);
}

Role read_role(TomlTable& keys) {
  static constexpr std::array<std::string_view, kRoles> kNames = {"none",      "critical", "contribution", "defence",
                                                                  "defenders", "thanks",   "mockery",      "outrage"};
  return static_cast<Role>(read_place(keys, "role", keys.text_or("role", "none"), kNames));
}

void read_stars(TomlTable& keys, Move& move) {
  move.stars_min = static_cast<int>(keys.whole_or("stars_min", 0, 5, 0));
  move.stars_max = static_cast<int>(keys.whole_or("stars_max", move.stars_min, 5, move.stars_min));
}

Move read_words(TomlTable& keys, const Crowd& crowd, const Script& script) {
  static const auto kinds = names_up_to<post::Kind>(post::Kind::kEntry, post::name_of);
  static const auto moods = names_up_to<post::Mood>(post::Mood::kPositive, post::name_of);
  static const auto intents = names_up_to<Intent>(Intent::kReview, name_of);
  Move move;
  move.kind = read_one_of<post::Kind>(keys, "kind", "post", kinds);
  move.mood = read_one_of<post::Mood>(keys, "mood", "neutral", moods);
  move.intent = read_one_of<Intent>(keys, "intent", "share", intents);
  if (move.kind != post::Kind::kRepost && !keys.has("says")) keys.refuse("says", "is missing");
  move.says = read_rule(keys, "says", crowd, script);
  move.more = read_rule(keys, "more", crowd, script);
  move.title = read_rule(keys, "title", crowd, script);
  move.tags = read_rule(keys, "tags", crowd, script);
  move.alt = read_rule(keys, "picture", crowd, script);
  read_stars(keys, move);
  move.brand = keys.text_or("brand", "");
  move.product = keys.text_or("product", "");
  move.copied = keys.flag_or("copied", false);
  return move;
}

std::uint16_t read_topic(TomlTable& keys, ScriptDraft& draft) {
  const auto topic = keys.text_or("topic", "");
  if (topic.empty()) return kNoTopic;
  auto& topics = draft.script.topics;
  const auto found = std::find(topics.begin(), topics.end(), topic);
  const auto place = static_cast<std::uint16_t>(found - topics.begin());
  if (found == topics.end()) topics.push_back(topic);
  return place;
}

// What `r` says to a post of topic `t` are the words of `r_t`, where there is such a rule.
SayRule rule_on(const std::string& says, const std::string& topic, const Script& script) {
  SayRule out;
  const std::string name = says + "_" + topic;
  for (const auto tongue : {Tongue::kFrench, Tongue::kEnglish}) {
    out[at(tongue)] = script.grammars[at(tongue)].find(name);
  }
  return out;
}

bool wants_parent(post::Kind kind) {
  return kind == post::Kind::kReply || kind == post::Kind::kRepost || kind == post::Kind::kQuote ||
         kind == post::Kind::kComment;
}

// A reply of a flow that an act stirs answers the post that the act was about, or what was said by it.
Move read_move(TomlTable& keys, const Flow& flow, ScriptDraft& draft) {
  Move move = read_words(keys, draft.script.crowds[flow.crowd], draft.script);
  const bool is_given_one = is_stirred(flow.role) && move.kind == post::Kind::kReply;
  move.topic = read_topic(keys, draft);
  move.share = keys.number("share", 0, 1e6);
  for (const auto& name : keys.texts("answers")) {
    move.answers.push_back(static_cast<std::uint16_t>(read_place(keys, "answers", name, draft.flow_names)));
  }
  if (wants_parent(move.kind) && move.answers.empty() && !is_given_one)
    keys.refuse("answers", "is missing: whose posts are answered");
  keys.finish();
  return move;
}

std::uint16_t read_crowd_of(TomlTable& keys, const ScriptDraft& draft) {
  return static_cast<std::uint16_t>(read_place(keys, "crowd", keys.text("crowd"), draft.crowd_names));
}

std::uint16_t read_incident_of(TomlTable& keys, const ScriptDraft& draft) {
  keys.allow("incident");
  if (!keys.has("incident")) return kNoIncident;
  std::vector<std::string_view> names;
  for (const auto& incident : draft.script.incidents) names.push_back(incident.name);
  return static_cast<std::uint16_t>(read_place(keys, "incident", keys.text("incident"), names));
}

// When it begins, is at its height and ends.
void read_course(TomlTable& keys, const ScriptDraft& draft, Flow& flow) {
  for (const auto key : {"begin", "peak", "half_life_h", "doubles_h", "end"}) keys.allow(key);
  flow.begin = keys.has("begin") ? draft.within(keys, "begin") : Micros{0};
  flow.end = keys.has("end") ? draft.within(keys, "end") : draft.script.duration;
  flow.surges = keys.has("peak");
  if (flow.surges) {
    flow.peak = draft.within(keys, "peak");
    const auto span = [](double hours) { return Micros(static_cast<std::int64_t>(hours * 3.6e9)); };
    flow.half_life = span(keys.number("half_life_h", 0.01, 1000));
    flow.doubling = span(keys.number_or("doubles_h", 0.01, 1000, 0));
  }
  const Micros middle = flow.surges ? flow.peak : flow.begin;
  if (flow.begin > middle || middle > flow.end) keys.refuse("end", "must come after begin (and the peak between)");
}

Flow read_flow(TomlTable& keys, ScriptDraft& draft) {
  Flow flow;
  flow.name = keys.text("name");
  flow.crowd = read_crowd_of(keys, draft);
  flow.incident = read_incident_of(keys, draft);
  flow.role = read_role(keys);
  flow.per_hour = is_stirred(flow.role) ? keys.number_or("per_hour", 0, 0, 0) : keys.number("per_hour", 0, kPerHourMax);
  flow.night = keys.number_or("follows_rhythm", 0, 1, 1);
  read_course(keys, draft, flow);
  if (keys.failed()) return flow;
  for (auto& does : keys.tables("does")) {
    flow.moves.push_back(read_move(does, flow, draft));
    if (flow.moves.back().answers.empty() && !is_stirred(flow.role)) continue;
    draft.replies.push_back({draft.script.flows.size(), flow.moves.size() - 1, does.text_or("says", "")});
  }
  if (flow.moves.empty()) keys.refuse("does", "is missing");
  keys.finish();
  return flow;
}

std::optional<Manner> read_manner(TomlTable& keys) {
  static constexpr std::array<std::string_view, 3> kNames = {"silent", "answers", "removes"};
  keys.allow("if");
  if (!keys.has("if")) return std::nullopt;
  return static_cast<Manner>(read_place(keys, "if", keys.text("if"), kNames));
}

Moment read_moment(TomlTable& keys, const ScriptDraft& draft) {
  Moment moment;
  moment.at = draft.within(keys, "at");
  moment.crowd = read_crowd_of(keys, draft);
  moment.flow = static_cast<std::uint16_t>(read_place(keys, "flow", keys.text("flow"), draft.flow_names));
  moment.only_if = read_manner(keys);
  const auto code = keys.text("language");
  if (code != "fr" && code != "en") keys.refuse("language", "must be \"fr\" or \"en\"");
  moment.tongue = code == "fr" ? Tongue::kFrench : Tongue::kEnglish;
  if (keys.failed()) return moment;
  moment.move = read_words(keys, {}, draft.script);
  if (moment.move.kind != post::Kind::kPost) keys.refuse("kind", "must be \"post\"");
  keys.finish();
  return moment;
}

// Once all topics are known.
void find_words_on_topics(ScriptDraft& draft) {
  for (auto& [flow, move, says] : draft.replies) {
    draft.script.flows[flow].moves[move].says_on = rules_on_topics(says, draft.script);
  }
}

}  // namespace

SayRule find_rule(TomlTable& keys, std::string_view key, const std::string& name, double french, const Script& script) {
  SayRule out;
  for (const auto tongue : {Tongue::kFrench, Tongue::kEnglish}) {
    out[at(tongue)] = script.grammars[at(tongue)].find(name);
    const bool spoken = tongue == Tongue::kFrench ? french > 0 : french < 1;
    if (spoken && !out[at(tongue)]) {
      keys.refuse(key, "names the rule `" + name + "`, which [" + std::string(code_of(tongue)) + "] has not");
    }
  }
  return out;
}

std::vector<SayRule> rules_on_topics(const std::string& says, const Script& script) {
  std::vector<SayRule> out;
  for (const auto& topic : script.topics) out.push_back(rule_on(says, topic, script));
  return out;
}

// Names first: a reply may answer a flow that stands further down.
void read_flows(TomlTable& root, ScriptDraft& draft) {
  auto flows = root.tables("flow");
  if (flows.size() > kFlowsMax)
    return root.refuse("flow", "is there more than " + std::to_string(kFlowsMax) + " times");
  for (auto& keys : flows) draft.flow_names.push_back(keys.text("name"));
  double per_hour = 0;
  for (auto& keys : flows) {
    draft.script.flows.push_back(read_flow(keys, draft));
    per_hour += draft.script.flows.back().per_hour;
    if (root.failed()) return;
  }
  find_words_on_topics(draft);
  if (per_hour > kPerHourMax) {
    const auto most = static_cast<std::uint64_t>(kPerHourMax);
    root.refuse("flow", "says more than " + std::to_string(most) + " posts an hour in all");
  }
  for (auto& keys : root.tables("moment")) {
    if (draft.script.moments.size() >= kFlowsMax) return keys.refuse("at", "is one moment too many");
    draft.script.moments.push_back(read_moment(keys, draft));
    if (root.failed()) return;
  }
}

}  // namespace vigie::rehearsal
