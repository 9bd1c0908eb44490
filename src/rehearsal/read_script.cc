#include "rehearsal/read_script.h"

#include <algorithm>

#include "rehearsal/limits.h"
#include "rehearsal/script_draft.h"
#include "rehearsal/shipped.h"
#include "rehearsal/week_minute.h"

namespace vigie::rehearsal {
namespace {

constexpr std::size_t kNameBytesMax = 64;

void read_times(TomlTable& root, ScriptDraft& draft) {
  draft.start_minute = read_week_minute(root, "start");
  if (draft.start_minute >= kMinutesOfWeek) root.refuse("start", "must lie in the first week");
  draft.script.start_minute_of_week = draft.start_minute;
  draft.script.duration = draft.after_start(root, "end");
  root.allow("opening");
  if (root.has("opening")) draft.script.opening = draft.within(root, "opening");
}

void read_head(TomlTable& root, ScriptDraft& draft) {
  Script& script = draft.script;
  script.name = root.text("name");
  if (!is_plain(script.name)) root.refuse("name", "must be 1 to 64 lower case letters, digits or hyphens");
  script.title = read_both(root, "title");
  script.story = read_both(root, "story");
  script.brands = root.texts("brands");
  read_times(root, draft);
  script.scale = root.number_or("scale", 0, kScaleMax, 1);
  script.edits = root.number_or("edits", 0, 1, 0);
  script.deletions = root.number_or("deletions", 0, 1, 0);
}

// What is shared stands in a file of its own, which ships with the program: names, life, the day.
void read_speech(TomlTable& root, ScriptDraft& draft) {
  const auto name = root.text_or("speech", "");
  if (name.empty()) return;
  const auto place = read_place(root, "speech", name, speech_names());
  if (root.failed()) return;
  auto speech = Toml::parse(shipped_speech(speech_names()[place]), "speech");
  if (!speech) return root.refuse("speech", speech.error().message);
  draft.speech = std::move(*speech);
}

void read_rhythm(TomlTable keys, Rhythm& rhythm) {
  const auto day = [&](std::string_view key, std::array<double, 24>& out) {
    const auto hours = keys.numbers(key, out.size(), 0, 10);
    std::copy(hours.begin(), hours.end(), out.begin());
  };
  day("weekday", rhythm.weekday);
  day("saturday", rhythm.saturday);
  day("sunday", rhythm.sunday);
  keys.finish();
}

SampleWatch read_watch(TomlTable& keys) {
  SampleWatch watch;
  watch.name = read_both(keys, "name");
  watch.purpose = read_both(keys, "purpose");
  watch.query = keys.text("query");
  watch.colour = keys.text_or("colour", "");
  watch.marks = keys.texts("marks");
  keys.finish();
  return watch;
}

Incident read_incident(TomlTable& keys, const ScriptDraft& draft) {
  Incident incident;
  incident.name = keys.text("name");
  incident.title = read_both(keys, "title");
  incident.begin = draft.within(keys, "begin");
  incident.peak = draft.within(keys, "peak");
  incident.end = draft.within(keys, "end");
  if (incident.begin > incident.peak || incident.peak > incident.end) {
    keys.refuse("peak", "must lie between begin and end");
  }
  incident.is_stir = keys.flag_or("stir", false);
  keys.finish();
  return incident;
}

void read_incidents(TomlTable& root, ScriptDraft& draft) {
  for (auto& keys : root.tables("incident")) {
    if (draft.script.incidents.size() >= kFlowsMax) return keys.refuse("name", "is one incident too many");
    draft.script.incidents.push_back(read_incident(keys, draft));
  }
}

void read_gaps(TomlTable& root, ScriptDraft& draft) {
  for (auto& keys : root.tables("gap")) {
    if (draft.script.gaps.size() >= kGapsMax) return keys.refuse("begin", "is one gap too many");
    const Gap gap{draft.within(keys, "begin"), draft.within(keys, "end")};
    const bool follows = draft.script.gaps.empty() || draft.script.gaps.back().end <= gap.begin;
    if (gap.begin >= gap.end || !follows) keys.refuse("end", "must come after begin, and gaps one after the other");
    draft.script.gaps.push_back(gap);
    keys.finish();
  }
}

void read_all(TomlTable root, ScriptDraft& draft) {
  read_head(root, draft);
  read_speech(root, draft);
  const bool shares_rhythm = draft.speech && !root.has("rhythm");
  read_rhythm(shares_rhythm ? draft.speech->root().table("rhythm") : root.table("rhythm"), draft.script.rhythm);
  for (auto& keys : root.tables("watch")) draft.script.watches.push_back(read_watch(keys));
  read_incidents(root, draft);
  read_gaps(root, draft);
  for (const auto read : {read_tongues, read_crowds, read_flows, read_own_place, read_rules, read_staff}) {
    if (root.failed() || draft.rule_fault) return;
    read(root, draft);
  }
  root.finish();
}

}  // namespace

bool is_plain(std::string_view name) {
  return !name.empty() && name.size() <= kNameBytesMax && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

int read_week_minute(TomlTable& keys, std::string_view key) {
  const auto minute = week_minute_of(keys.text(key));
  if (!minute) keys.refuse(key, "must be a day and hour such as \"Fri 17:00\" or \"Fri 17:00 +1w\"");
  return minute.value_or(0);
}

Bilingual read_both(TomlTable& keys, std::string_view key) {
  const std::string name(key);
  return {keys.text(name + "_fr"), keys.text(name + "_en")};
}

Micros ScriptDraft::after_start(TomlTable& keys, std::string_view key) const {
  int minutes = read_week_minute(keys, key) - start_minute;
  if (minutes < 0) minutes += kMinutesOfWeek;
  return std::chrono::minutes(minutes);
}

Micros ScriptDraft::within(TomlTable& keys, std::string_view key) const {
  const Micros at = after_start(keys, key);
  if (at > script.duration) keys.refuse(key, "is after the end");
  return at;
}

Result<std::shared_ptr<const Script>> read_script(std::string_view text) {
  if (text.size() > kScenarioBytesMax) {
    return invalid("scenario: " + std::to_string(text.size()) + " bytes, at most " + std::to_string(kScenarioBytesMax));
  }
  const auto toml = Toml::parse(text, "scenario");
  if (!toml) return toml.error();
  ScriptDraft draft;
  read_all(toml->root(), draft);
  if (const auto ok = toml->done(); !ok) return ok.error();
  if (draft.rule_fault) return *draft.rule_fault;
  return std::make_shared<const Script>(std::move(draft.script));
}

}  // namespace vigie::rehearsal
