// What is done about the public while it plays: somebody answers, lets stand, removes, says something
// of their own, or hands a conversation to the played expert.
// Threads: plain values. Errors: none. Units: times count from the scenario's start.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "rehearsal/tone.h"

namespace vigie::rehearsal {

enum class ActKind : std::uint8_t { kAnswered, kLetStand, kRemoved, kPublished, kHanded };
std::string_view name_of(ActKind kind);  // "answered", "let_stand", "removed", "published", "handed"

enum class By : std::uint8_t { kStaff, kExpert };

struct Act {
  Micros at{};
  ActKind kind = ActKind::kAnswered;
  std::string post;    // Id of the post acted on; empty for kPublished.
  std::string source;  // The two as that post has them: the public answers in the same thread.
  std::string root;    // Empty: that post begins its thread.
  std::string reply;   // Id of what was said, for kAnswered and kPublished.
  std::string lang;    // Of what was said: "fr", else English.
  Tone tone;
  By by = By::kStaff;
  std::string expert;   // Handle of the one it is handed to; empty: the one whose topic it is.
  bool played = false;  // Done by a policy or the played expert, not by a person.
};

}  // namespace vigie::rehearsal
