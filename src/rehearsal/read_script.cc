#include "rehearsal/read_script.h"

#include <algorithm>
#include <charconv>

#include "base/toml_text.h"
#include "base/utf8.h"
#include "rehearsal/keys.h"
#include "rehearsal/limits.h"
#include "rehearsal/nearest.h"

namespace vigie::rehearsal {
namespace {

constexpr int kMinutesOfDay = 24 * 60;
constexpr int kMinutesOfWeek = 7 * kMinutesOfDay;
constexpr std::array<std::string_view, 7> kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<std::string_view, 3> kMoods = {"negative", "neutral", "positive"};
constexpr std::array<std::string_view, 7> kKinds = {"post", "reply", "repost", "quote", "review", "comment", "entry"};
constexpr std::array<std::string_view, 12> kIntents = {"chat", "share",  "ask",    "complain", "praise", "thank",
                                                       "joke", "attack", "defend", "report",   "enter",  "review"};

std::optional<int> whole(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// "Fri 17:00", "Fri 17:00 +1w": minutes since Monday 00:00.
std::optional<int> minute_of(std::string_view text) {
  if (text.size() < 9 || text[3] != ' ' || text[6] != ':') return std::nullopt;
  const auto day = std::find(kDays.begin(), kDays.end(), text.substr(0, 3));
  const auto hours = whole(text.substr(4, 2));
  const auto minutes = whole(text.substr(7, 2));
  if (day == kDays.end() || !hours || !minutes || *hours < 0 || *hours > 23 || *minutes < 0 || *minutes > 59) {
    return std::nullopt;
  }
  int weeks = 0;
  if (const auto rest = text.substr(9); !rest.empty()) {
    const auto count =
        rest.size() == 4 && rest.substr(0, 2) == " +" && rest[3] == 'w' ? whole(rest.substr(2, 1)) : std::nullopt;
    if (!count || *count < 0 || *count >= kWeeksMax) return std::nullopt;
    weeks = *count;
  }
  return static_cast<int>(day - kDays.begin()) * kMinutesOfDay + *hours * 60 + *minutes + weeks * kMinutesOfWeek;
}

Bilingual both(Keys& keys, const std::string& key) { return {keys.text(key + "_fr"), keys.text(key + "_en")}; }

class ScriptReader {
 public:
  explicit ScriptReader(const toml::table& root) : root_(root, "") {}

  Script read() {
    read_head();
    read_rhythm();
    for (auto& keys : root_.tables("watch")) read_watch(keys);
    for (auto& keys : root_.tables("incident")) read_incident(keys);
    for (const auto tongue : {Tongue::kFrench, Tongue::kEnglish}) read_tongue(tongue);
    for (auto& keys : root_.tables("crowd")) read_crowd(keys);
    read_flows();
    for (auto& keys : root_.tables("moment")) read_moment(keys);
    root_.finish();
    return std::move(script_);
  }

 private:
  void read_head() {
    script_.name = root_.text("name");
    const bool plain = std::all_of(script_.name.begin(), script_.name.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    if (script_.name.empty() || script_.name.size() > 64 || !plain) {
      root_.refuse("name", "must be 1 to 64 lower case letters, digits or hyphens");
    }
    script_.title = both(root_, "title");
    script_.story = both(root_, "story");
    script_.brands = root_.texts("brands");
    start_ = week_minute(root_, "start");
    script_.start_minute_of_week = start_ % kMinutesOfWeek;
    script_.duration = after_start(root_, "end");
    script_.opening = root_.has("opening") ? within(root_, "opening") : Micros{0};
    script_.scale = root_.number_or("scale", 0, kScaleMax, 1);
    script_.edits = root_.number_or("edits", 0, 1, 0);
    script_.deletions = root_.number_or("deletions", 0, 1, 0);
  }

  int week_minute(Keys& keys, std::string_view key) {
    const auto minute = minute_of(keys.text(key));
    if (!minute) keys.refuse(key, "must be a day and hour such as \"Fri 17:00\" or \"Fri 17:00 +1w\"");
    return *minute;
  }

  // Days before the start's day belong to the week after.
  Micros after_start(Keys& keys, std::string_view key) {
    int minutes = week_minute(keys, key) - start_;
    if (minutes < 0) minutes += kMinutesOfWeek;
    return std::chrono::minutes(minutes);
  }

  Micros within(Keys& keys, std::string_view key) {
    const Micros at = after_start(keys, key);
    if (at > script_.duration) keys.refuse(key, "is after the end");
    return at;
  }

  void read_rhythm() {
    auto keys = root_.table("rhythm");
    const auto day = [&](std::string_view key, std::array<double, 24>& out) {
      const auto hours = keys.numbers(key, 24, 0, 10);
      std::copy(hours.begin(), hours.end(), out.begin());
    };
    day("weekday", script_.rhythm.weekday);
    day("saturday", script_.rhythm.saturday);
    day("sunday", script_.rhythm.sunday);
    keys.finish();
  }

  void read_watch(Keys& keys) {
    SampleWatch watch;
    watch.name = both(keys, "name");
    watch.purpose = both(keys, "purpose");
    watch.query = keys.text("query");
    watch.colour = keys.text_or("colour", "");
    watch.marks = keys.texts("marks");
    keys.finish();
    script_.watches.push_back(std::move(watch));
  }

  void read_incident(Keys& keys) {
    Incident incident;
    incident.name = keys.text("name");
    incident.title = both(keys, "title");
    incident.begin = within(keys, "begin");
    incident.peak = within(keys, "peak");
    incident.end = within(keys, "end");
    if (incident.begin > incident.peak || incident.peak > incident.end) {
      keys.refuse("peak", "must lie between begin and end");
    }
    keys.finish();
    if (script_.incidents.size() >= kFlowsMax) keys.refuse("name", "is one incident too many");
    script_.incidents.push_back(std::move(incident));
  }

  void read_tongue(Tongue tongue) {
    auto keys = root_.table(code_of(tongue));
    auto shorthand = keys.table("shorthand");
    for (const auto& [key, node] : shorthand.raw()) {
      script_.customs[at(tongue)].shorthand[std::string(key.str())] = shorthand.text(key.str());
    }
    std::vector<RuleText> rules;
    for (const auto& [key, node] : keys.raw()) {
      if (!node.is_table()) rules.push_back(rule(keys, key.str(), node));
    }
    for (const auto& [key, node] : keys.raw()) {
      if (node.is_table() && key.str() != "shorthand") keys.refuse(key.str(), "must be a list of texts");
    }
    auto grammar = Grammar::compile(tongue, rules);
    if (!grammar) throw Refusal{0, grammar.error().message};
    script_.grammars[at(tongue)] = std::move(*grammar);
    read_customs(tongue, keys);
  }

  static RuleText rule(const Keys& keys, std::string_view name, const toml::node& node) {
    RuleText out{std::string(name), {}};
    const auto* array = node.as_array();
    if (array == nullptr) keys.refuse(name, "must be a list of texts");
    for (const auto& element : *array) {
      const auto text = element.value_exact<std::string>();
      if (!text) keys.refuse(name, "must be a list of texts");
      if (text->find('\0') != std::string::npos) keys.refuse(name, "holds a NUL");
      out.alternatives.push_back({*text, element.source().begin.line});
    }
    if (out.alternatives.empty()) keys.refuse(name, "has no alternative");
    return out;
  }

  void read_customs(Tongue tongue, const Keys& keys) {
    auto& customs = script_.customs[at(tongue)];
    const auto& grammar = script_.grammars[at(tongue)];
    const auto known = [&](std::string_view name) {
      const auto found = grammar.find(name);
      if (!found) keys.refuse(name, "is missing");
      return found;
    };
    customs.name_woman = known("name_woman");
    customs.name_man = known("name_man");
    customs.handle = known("handle");
    customs.edit_note = grammar.find("edit_note");
    for (std::size_t i = 0; i < kMoods.size(); ++i) customs.emoji[i] = grammar.find("emoji_" + std::string(kMoods[i]));
  }

  void read_crowd(Keys& keys) {
    Crowd crowd;
    crowd.name = keys.text("name");
    crowd.authors = static_cast<std::uint32_t>(keys.number("authors", 1, static_cast<double>(kAuthorsMax)));
    crowd.french = keys.number("french", 0, 1);
    crowd.formal = keys.number_or("formal", 0, 1, 0.5);
    crowd.typos = keys.number_or("typos", 0, 0.5, 0);
    crowd.emoji = keys.number_or("emoji", 0, 1, 0);
    crowd.hashtags = keys.number_or("hashtags", 0, 1, 0);
    crowd.chatty = keys.number_or("chatty", 0, 1, 0);
    crowd.handle = keys.text_or("handle", "");
    crowd.display_name = keys.text_or("display_name", crowd.handle);
    crowd.official = !crowd.handle.empty();
    keys.finish();
    if (script_.crowds.size() >= kFlowsMax) keys.refuse("name", "is one crowd too many");
    authors_ += crowd.authors;
    if (authors_ > kAuthorsMax) keys.refuse("authors", "makes more than " + std::to_string(kAuthorsMax) + " in all");
    crowd_names_.push_back(crowd.name);
    script_.crowds.push_back(std::move(crowd));
  }

  // Names first: a reply may answer a flow that stands further down.
  void read_flows() {
    auto all = root_.tables("flow");
    if (all.size() > kFlowsMax) root_.refuse("flow", "is there more than " + std::to_string(kFlowsMax) + " times");
    for (auto& keys : all) flow_names_.push_back(keys.text("name"));
    for (auto& keys : all) read_flow(keys);
    double sum = 0;
    for (const auto& flow : script_.flows) sum += flow.per_hour;
    if (sum > kPerHourMax)
      root_.refuse("flow", "says more than " + std::to_string(kPerHourMax) + " posts an hour in all");
  }

  void read_flow(Keys& keys) {
    Flow flow;
    flow.name = keys.text("name");
    flow.crowd = place(keys, "crowd", crowd_names_);
    flow.incident = incident_of(keys);
    flow.per_hour = keys.number("per_hour", 0, kPerHourMax);
    flow.night = keys.number_or("follows_rhythm", 0, 1, 1);
    flow.begin = keys.has("begin") ? within(keys, "begin") : Micros{0};
    flow.end = keys.has("end") ? within(keys, "end") : script_.duration;
    flow.surges = keys.has("peak");
    if (flow.surges) {
      flow.peak = within(keys, "peak");
      flow.half_life = Micros(static_cast<std::int64_t>(keys.number("half_life_h", 0.01, 1000) * 3.6e9));
    }
    const Micros middle = flow.surges ? flow.peak : flow.begin;
    if (flow.begin > middle || middle > flow.end) keys.refuse("end", "must come after begin (and the peak between)");
    for (auto& does : keys.tables("does")) flow.moves.push_back(read_move(does, flow.crowd));
    if (flow.moves.empty()) keys.refuse("does", "is missing");
    keys.finish();
    script_.flows.push_back(std::move(flow));
  }

  std::uint16_t incident_of(Keys& keys) {
    if (!keys.has("incident")) {
      keys.text_or("incident", "");
      return kNoIncident;
    }
    std::vector<std::string> names;
    for (const auto& incident : script_.incidents) names.push_back(incident.name);
    return place(keys, "incident", names);
  }

  static std::uint16_t place(Keys& keys, std::string_view key, const std::vector<std::string>& names) {
    return place_of(keys, key, keys.text(key), names);
  }

  template <typename Names>
  static std::uint16_t place_of(const Keys& keys, std::string_view key, const std::string& name, const Names& names) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) keys.refuse(key, "names `" + name + "`, which is unknown" + did_you_mean(name, names));
    return static_cast<std::uint16_t>(found - names.begin());
  }

  Move read_move(Keys& keys, std::uint16_t crowd) {
    Move move = read_words(keys, script_.crowds[crowd]);
    move.share = keys.number("share", 0, 1e6);
    for (const auto& name : keys.texts("answers")) {
      move.answers.push_back(place_of(keys, "answers", name, flow_names_));
    }
    const bool wants_parent = move.kind == post::Kind::kReply || move.kind == post::Kind::kRepost ||
                              move.kind == post::Kind::kQuote || move.kind == post::Kind::kComment;
    if (wants_parent && move.answers.empty()) keys.refuse("answers", "is missing: whose posts are answered");
    keys.finish();
    return move;
  }

  Move read_words(Keys& keys, const Crowd& crowd) {
    Move move;
    move.kind = static_cast<post::Kind>(place_in(keys, "kind", "post", kKinds));
    move.mood = static_cast<post::Mood>(place_in(keys, "mood", "neutral", kMoods));
    move.intent = static_cast<Intent>(place_in(keys, "intent", "share", kIntents));
    move.says = rules(keys, "says", crowd, move.kind != post::Kind::kRepost);
    move.more = rules(keys, "more", crowd, false);
    move.title = rules(keys, "title", crowd, false);
    move.tags = rules(keys, "tags", crowd, false);
    move.alt = rules(keys, "picture", crowd, false);
    move.stars_min = static_cast<int>(keys.number_or("stars_min", 0, 5, 0));
    move.stars_max = static_cast<int>(keys.number_or("stars_max", move.stars_min, 5, move.stars_min));
    move.brand = keys.text_or("brand", "");
    move.product = keys.text_or("product", "");
    move.copied = keys.flag("copied");
    return move;
  }

  template <typename Names>
  static std::size_t place_in(Keys& keys, std::string_view key, std::string_view otherwise, const Names& names) {
    return place_of(keys, key, keys.text_or(key, otherwise), names);
  }

  // A rule that both languages of the crowd must have.
  SayRule rules(Keys& keys, std::string_view key, const Crowd& crowd, bool needed) {
    SayRule out;
    const std::string name = needed ? keys.text(key) : keys.text_or(key, "");
    if (name.empty() && !needed) return out;
    for (const auto tongue : {Tongue::kFrench, Tongue::kEnglish}) {
      out[at(tongue)] = script_.grammars[at(tongue)].find(name);
      const bool spoken = tongue == Tongue::kFrench ? crowd.french > 0 : crowd.french < 1;
      if (spoken && !out[at(tongue)]) {
        keys.refuse(key, "names the rule `" + name + "`, which [" + std::string(code_of(tongue)) + "] has not");
      }
    }
    return out;
  }

  void read_moment(Keys& keys) {
    Moment moment;
    moment.at = within(keys, "at");
    moment.crowd = place(keys, "crowd", crowd_names_);
    moment.flow = place(keys, "flow", flow_names_);
    const std::string code = keys.text("language");
    if (code != "fr" && code != "en") keys.refuse("language", "must be \"fr\" or \"en\"");
    moment.tongue = code == "fr" ? Tongue::kFrench : Tongue::kEnglish;
    moment.move = read_words(keys, {});
    if (moment.move.kind != post::Kind::kPost) keys.refuse("kind", "must be \"post\"");
    keys.finish();
    if (script_.moments.size() >= kFlowsMax) keys.refuse("at", "is one moment too many");
    script_.moments.push_back(std::move(moment));
  }

  static std::size_t at(Tongue tongue) { return static_cast<std::size_t>(tongue); }

  Keys root_;
  Script script_;
  int start_ = 0;
  std::uint64_t authors_ = 0;
  std::vector<std::string> crowd_names_;
  std::vector<std::string> flow_names_;
};

Error refused(const Refusal& refusal) {
  if (refusal.line == 0) return invalid(refusal.reason);  // The grammar names its own line.
  return invalid("scenario:" + std::to_string(refusal.line) + ": " + refusal.reason);
}

}  // namespace

Result<std::shared_ptr<const Script>> read_script(std::string_view toml) {
  if (toml.size() > kScenarioBytesMax) {
    return invalid("scenario: " + std::to_string(toml.size()) + " bytes, at most " + std::to_string(kScenarioBytesMax));
  }
  if (!is_utf8(toml)) return invalid("scenario: broken UTF-8");
  if (const auto fault = first_toml_fault(toml)) return refused({fault->line, std::string(fault->reason)});
  const toml::parse_result parsed = toml::parse(toml);
  if (!parsed) {
    return refused({parsed.error().source().begin.line, std::string(parsed.error().description())});
  }
  try {  // Refusals unwind the reading; they never leave this function.
    return std::make_shared<const Script>(ScriptReader(parsed.table()).read());
  } catch (const Refusal& refusal) {
    return refused(refusal);
  }
}

}  // namespace vigie::rehearsal
