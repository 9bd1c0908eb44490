// What a scenario may ask for. Threads: immutable values. Errors: none.
#pragma once

#include <cstddef>
#include <span>

#include "base/limit.h"

namespace vigie::rehearsal {

constexpr std::size_t kScenarioBytesMax = 4'000'000;
constexpr std::size_t kRulesMax = 4'000;           // Per language.
constexpr std::size_t kAlternativesMax = 100'000;  // Of all rules of a language.
constexpr std::size_t kDepthMax = 24;              // Rules within rules.
constexpr std::size_t kSentenceBytesMax = 8'192;   // The longest text a rule may give.
constexpr std::size_t kFlowsMax = 256;
constexpr std::size_t kAuthorsMax = 200'000;  // Of all crowds.
constexpr double kPerHourMax = 1e5;           // Of all flows together, at scale 1.
constexpr double kScaleMax = 1'000;
constexpr int kWeeksMax = 8;
constexpr std::size_t kConversationsMax = 50'000;  // That a public which reacts remembers.
constexpr std::size_t kActsMax = 100'000;          // Of one playing.
constexpr std::size_t kGapsMax = 64;
constexpr std::size_t kExpertsMax = 16;
constexpr std::size_t kRemovalReasonsMax = 32;

std::span<const Limit> limits();

}  // namespace vigie::rehearsal
