// What is really so about a post of the rehearsal, known to scorecards and never told in the post.
// Threads: plain values. Errors: none.
#pragma once

#include <cstdint>
#include <string_view>

#include "post/post.h"

namespace vigie::rehearsal {

// Why its author said it.
enum class Intent : std::uint8_t {
  kChat,      // Life goes on: nothing to do with the brand.
  kShare,     // Tells or passes on something.
  kAsk,       // A question that wants an answer.
  kComplain,  // Something does not work for the author.
  kPraise,
  kThank,
  kJoke,
  kAttack,  // Runs the brand or its product down.
  kDefend,  // Answers for the brand, unasked and unpaid.
  kReport,  // Press and official accounts.
  kEnter,   // A fair contribution to the call.
  kReview,
  kAnswer,  // The brand's own word: its people, or those who play them.
};
std::string_view name_of(Intent intent);  // "chat", "share", …

constexpr std::uint16_t kNoIncident = 0xFFFF;
constexpr std::uint16_t kNoFlow = 0xFFFF;

struct Truth {
  Micros at{};                                         // Since the scenario's start.
  post::LanguageId language = post::kUnknownLanguage;  // 0 for a repost without words, a deletion.
  post::Mood mood = post::Mood::kNeutral;
  Intent intent = Intent::kChat;
  std::uint16_t incident = kNoIncident;  // Place in Scenario::incidents().
  std::uint16_t flow = 0;  // Place in the file's list of flows, for finer counts; kNoFlow: of the brand's people.
  bool copied = false;     // One of many pastings of the same text: the raid.
};

}  // namespace vigie::rehearsal
