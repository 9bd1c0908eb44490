#include "rehearsal/reactions.h"

namespace vigie::rehearsal {
namespace {

constexpr std::array<std::string_view, kRules> kRuleNames = {
    "patience",
    "silence_forgotten",
    "silence_feeds_per_100",
    "silence_feeds_most",
    "let_stand_waits",
    "defended_waits",
    "answer_calms_most",
    "answer_calms_half",
    "answer_remembered",
    "late_answer_halves",
    "expert_times",
    "expert_prompt",
    "apology_adds",
    "defenders_per_answer",
    "defenders_half_life",
    "thanks_per_answer",
    "thanks_half_life",
    "outrage_per_removal",
    "outrage_after",
    "outrage_half_life",
    "outrage_echo",
    "outrage_most",
    "removal_discourages_half",
    "mockery_per_answer",
    "mockery_half_life",
    "chill_most",
    "chill_half",
};

constexpr std::array<std::string_view, kHabits> kHabitNames = {
    "deletes_after",    "answers_criticism", "answers_questions", "lets_stand", "answer_delay",
    "answers_per_hour", "on_duty_from",      "on_duty_to",        "hands_over", "expert_delay",
};

}  // namespace

std::span<const std::string_view> rule_names() { return kRuleNames; }
std::span<const std::string_view> habit_names() { return kHabitNames; }

}  // namespace vigie::rehearsal
