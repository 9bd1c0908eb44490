#include "rehearsal/limits.h"

#include <array>

namespace vigie::rehearsal {
namespace {

constexpr std::array kLimits = {
    Limit{"rehearsal.scenario_bytes_max", kScenarioBytesMax, "bytes", "a longer scenario is refused"},
    Limit{"rehearsal.rules_max", kRulesMax, "rules", "a language with more is refused"},
    Limit{"rehearsal.alternatives_max", kAlternativesMax, "alternatives", "a language with more is refused"},
    Limit{"rehearsal.depth_max", kDepthMax, "levels", "choices nested deeper are refused"},
    Limit{"rehearsal.sentence_bytes_max", kSentenceBytesMax, "bytes", "a rule that could say more is refused"},
    Limit{"rehearsal.flows_max", kFlowsMax, "flows", "more flows, incidents, crowds or moments are refused"},
    Limit{"rehearsal.authors_max", kAuthorsMax, "authors", "more are refused in the file, cut when scaled"},
    Limit{"rehearsal.per_hour_max", static_cast<std::uint64_t>(kPerHourMax), "posts/h",
          "flows that together say more at scale 1 are refused"},
    Limit{"rehearsal.scale_max", static_cast<std::uint64_t>(kScaleMax), "times", "a larger scale is refused or cut"},
    Limit{"rehearsal.weeks_max", kWeeksMax, "weeks", "a later day is refused"},
    Limit{"rehearsal.conversations_max", kConversationsMax, "posts", "the public forgets the oldest"},
    Limit{"rehearsal.acts_max", kActsMax, "acts", "the public reacts to no more"},
    Limit{"rehearsal.gaps_max", kGapsMax, "gaps", "a scenario with more is refused"},
    Limit{"rehearsal.experts_max", kExpertsMax, "experts", "a scenario with more is refused"},
    Limit{"rehearsal.removal_reasons_max", kRemovalReasonsMax, "reasons", "a scenario with more is refused"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

}  // namespace vigie::rehearsal
