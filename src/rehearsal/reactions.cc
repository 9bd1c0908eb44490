#include "rehearsal/reactions.h"

namespace vigie::rehearsal {
namespace {

// An echo of one or more would never end.
constexpr std::array<NumberName, kRules> kRuleNames = {{
    {"patience", 10'000},
    {"silence_forgotten", 1'000},
    {"silence_feeds_per_100", 10},
    {"silence_feeds_most", 10},
    {"let_stand_waits", 1},
    {"defended_waits", 1},
    {"answer_calms_most", 1},
    {"answer_calms_half", 100'000},
    {"answer_remembered", 1'000},
    {"late_answer_halves", 1'000},
    {"expert_times", 100},
    {"expert_prompt", 10'000},
    {"apology_adds", 10},
    {"defenders_per_answer", 100},
    {"defenders_half_life", 10'000},
    {"thanks_per_answer", 100},
    {"thanks_half_life", 10'000},
    {"outrage_per_removal", 100},
    {"outrage_after", 10'000},
    {"outrage_half_life", 1'000},
    {"outrage_echo", 0.95},
    {"outrage_most", 10'000},
    {"removal_discourages_half", 100'000},
    {"mockery_per_answer", 100},
    {"mockery_half_life", 10'000},
    {"chill_most", 1},
    {"chill_half", 100'000},
}};

constexpr std::array<NumberName, kHabits> kHabitNames = {{
    {"deletes_after", 10'000},
    {"answers_criticism", 1},
    {"answers_questions", 1},
    {"lets_stand", 1},
    {"answer_delay", 10'000},
    {"answers_per_hour", 10'000},
    {"on_duty_from", 24},
    {"on_duty_to", 24},
    {"hands_over", 1},
    {"expert_delay", 10'000},
}};

}  // namespace

std::span<const NumberName> rule_names() { return kRuleNames; }
std::span<const NumberName> habit_names() { return kHabitNames; }

}  // namespace vigie::rehearsal
