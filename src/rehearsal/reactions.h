// The named numbers by which a public reacts, and those by which the played policies work. They stand in
// the scenario, each with its unit and its source; the program shows them as they stand there.
// Threads: immutable values. Errors: none.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace vigie::rehearsal {

// One number as the file has it.
struct NamedNumber {
  std::string name;
  double value = 0;
  std::string unit;
  std::string source;  // Where it comes from, or "assumed".
};

enum class Rule : std::uint8_t {
  kPatience,            // Minutes that a criticism waits before its silence is heard.
  kSilenceForgotten,    // Hours after which nobody waits for an answer any more.
  kSilenceFeeds,        // Share of further criticism that 100 waiting ones bring.
  kSilenceFeedsMost,    // The most of it.
  kLetStandWaits,       // How far a criticism that was let stand still waits: 1 wholly.
  kDefendedWaits,       // The same of one that a member has answered.
  kAnswerCalmsMost,     // Share of criticism that presence calms at most.
  kAnswerCalmsHalf,     // Remembered useful answers that calm half as much.
  kAnswerRemembered,    // Hours after which an answer is half forgotten.
  kLateAnswer,          // Hours of delay that halve what an answer is worth.
  kExpertTimes,         // What an expert's prompt answer is worth, in answers.
  kExpertPrompt,        // Minutes within which an expert is prompt.
  kApologyAdds,         // Share that an apology adds to an answer to a criticism.
  kDefendersPerAnswer,  // Members who stand up for the brand after a useful answer.
  kDefendersHalfLife,   // Minutes.
  kThanksPerAnswer,     // People who thank for a useful answer.
  kThanksHalfLife,      // Minutes.
  kOutragePerRemoval,   // Posts elsewhere about a removed criticism.
  kOutrageAfter,        // Minutes until somebody notices.
  kOutrageHalfLife,     // Hours.
  kOutrageEcho,         // Further ones that each of these brings.
  kOutrageMost,         // Posts an hour, whatever was removed.
  kRemovalDiscourages,  // Remembered removals at which half of the members no longer defend.
  kMockeryPerAnswer,    // Mocking replies to a wholly commercial answer.
  kMockeryHalfLife,     // Minutes.
  kChillMost,           // Share of fair contributions that a commercial tone chills at most.
  kChillHalf,           // Remembered commercial answers that chill half as much.
};
constexpr std::size_t kRules = 27;

enum class Habit : std::uint8_t {
  kDeletesAfter,      // Minutes in which *deletes* removes a criticism on our own pages.
  kAnswersCriticism,  // Share of criticism that *present* answers, jokes and replies left out.
  kAnswersQuestions,  // Share of questions.
  kLetsStand,         // Share of the rest that it lets stand, as a decision.
  kAnswerDelay,       // Minutes, in the middle.
  kAnswersPerHour,    // The most that its people write.
  kOnDutyFrom,        // Hour of the day.
  kOnDutyTo,          // Hour of the day.
  kHandsOver,         // Share of the questions that go to the expert.
  kExpertDelay,       // Minutes, in the middle.
};
constexpr std::size_t kHabits = 10;

// A number as the file may have it: from 0 to `most`.
struct NumberName {
  std::string_view name;
  double most;
};
std::span<const NumberName> rule_names();   // As they stand in `[[reaction]]`, in the order of Rule.
std::span<const NumberName> habit_names();  // In `[[policy]]`, in the order of Habit.

using RuleValues = std::array<double, kRules>;
using HabitValues = std::array<double, kHabits>;

}  // namespace vigie::rehearsal
