// A scenario as a Play reads it: checked, with names turned into places. Made by `read_script.cc`.
// Threads: immutable once made. Errors: none here.
// Units: rates are posts an hour, shares are fractions in [0, 1], times count from the start.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "rehearsal/grammar.h"
#include "rehearsal/reactions.h"
#include "rehearsal/scenario.h"
#include "rehearsal/truth.h"

namespace vigie::rehearsal {

// How awake the public is, by hour, 1 being the usual height.
struct Rhythm {
  std::array<double, 24> weekday;
  std::array<double, 24> saturday;
  std::array<double, 24> sunday;
};

// People who resemble each other; each member gets habits of their own around these.
struct Crowd {
  std::string name;
  std::uint32_t authors = 0;
  double french = 0.5;  // Share of members whose language it is.
  double formal = 0;    // Writes whole, careful sentences.
  double typos = 0;     // Per word, of the less careful.
  double emoji = 0;
  double hashtags = 0;
  double chatty = 0;      // Chance of one more sentence.
  bool official = false;  // Named by the file: one handle and name.
  std::string handle;
  std::string display_name;
};

using SayRule = std::array<std::optional<RuleId>, kTongues>;

constexpr std::uint16_t kNoTopic = 0xFFFF;

// One thing that authors of a flow do.
struct Move {
  double share = 0;
  SayRule says;
  SayRule more;   // Sentences that a chatty author adds.
  SayRule title;  // Of an entry or review.
  SayRule tags;
  SayRule alt;  // Alternative text of a picture; none: no picture.
  post::Kind kind = post::Kind::kPost;
  post::Mood mood = post::Mood::kNeutral;
  Intent intent = Intent::kChat;
  std::uint16_t topic = kNoTopic;      // What it is about.
  std::vector<SayRule> says_on;        // By the topic of what is answered: words of their own, or none.
  std::vector<std::uint16_t> answers;  // Flows among whose recent posts a reply or repost finds its parent.
  int stars_min = 0;                   // 0: no rating.
  int stars_max = 0;
  std::string brand;
  std::string product;
  bool copied = false;  // The same words each time.
};

// How a flow takes what is done about the public. The last four say nothing until an act stirs them.
enum class Role : std::uint8_t {
  kNone,
  kCritical,      // Calmed by presence, fed by silence.
  kContribution,  // Chilled by a commercial tone.
  kDefence,       // Discouraged by removals.
  kDefenders,     // Stirred by a useful answer: replies to the criticism that was answered.
  kThanks,        // The same: replies to the answer, by whom it was given to.
  kMockery,       // Stirred by a commercial tone: replies to the answer.
  kOutrage,       // Stirred by the removal of a criticism, elsewhere.
};
constexpr std::size_t kRoles = 8;
constexpr bool is_stirred(Role role) { return role >= Role::kDefenders; }

// A stream of posts with its own height over time.
struct Flow {
  std::string name;
  std::uint16_t crowd = 0;
  std::uint16_t incident = kNoIncident;
  double per_hour = 0;  // At its height, by day.
  double night = 1;     // How far it follows the rhythm: 1 wholly, 0 not at all.
  bool surges = false;  // Rises from begin to peak, then halves every half_life; else stays.
  Micros doubling{};    // Rises by doubling so often; 0: slowly at first, steeply before the peak.
  Micros begin{};
  Micros peak{};
  Micros end{};
  Micros half_life{};
  Role role = Role::kNone;
  std::vector<Move> moves;
};

// What the brand is seen to do in the story.
enum class Manner : std::uint8_t { kSilent, kAnswers, kRemoves };

// One post at a known time: the announcement, the press.
struct Moment {
  Micros at{};
  std::uint16_t crowd = 0;
  std::uint16_t flow = 0;  // Where replies find it.
  Tongue tongue = Tongue::kFrench;
  std::optional<Manner> only_if;
  Move move;
};

// How names are made and what hurried people do to words.
struct Customs {
  std::optional<RuleId> name_woman, name_man, handle;
  std::array<std::optional<RuleId>, 3> emoji;  // By mood.
  std::optional<RuleId> edit_note;             // What a corrected post says of it.
  std::unordered_map<std::string, std::string> shorthand;
};

// A rule, and words of its own on some topics.
struct Sayings {
  SayRule says;
  std::vector<SayRule> on;  // By topic; where there is none, both are empty.
};

// Who speaks for the brand when a policy plays it.
struct Spokesperson {
  std::string handle;
  std::string display_name;
  Sayings says;      // To a criticism.
  Sayings says_ask;  // To a question.
};

struct PlayedExpert {
  Expert expert;
  Sayings says;
};

struct Script {
  std::string name;
  Bilingual title;
  Bilingual story;
  std::vector<std::string> brands;
  std::vector<SampleWatch> watches;
  std::vector<Incident> incidents;
  std::vector<Gap> gaps;
  int start_minute_of_week = 0;
  Micros opening{};
  Micros duration{};
  double scale = 1;
  double edits = 0;      // Share of posts that their author corrects.
  double deletions = 0;  // Share of posts that their author takes back.
  Rhythm rhythm{};
  std::vector<std::string> topics;
  std::vector<Crowd> crowds;
  std::vector<Flow> flows;
  std::vector<Moment> moments;
  std::array<Grammar, kTongues> grammars;
  std::array<Customs, kTongues> customs;
  std::vector<NamedNumber> reactions;  // As the file has them; empty: this public does not react.
  RuleValues rules{};
  std::vector<NamedNumber> policies;  // The same; empty: no policy can be played.
  HabitValues habits{};
  std::optional<Spokesperson> spokesperson;
  std::vector<PlayedExpert> experts;
  std::optional<OwnPlace> place;
  std::string place_source;  // "place:SLUG", or that of the drill.

  double rule(Rule rule) const { return rules[static_cast<std::size_t>(rule)]; }
  double habit(Habit habit) const { return habits[static_cast<std::size_t>(habit)]; }
};

}  // namespace vigie::rehearsal
