// How a week-end may be played by itself.
// Threads: plain values. Errors: none.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace vigie::rehearsal {

enum class Policy : std::uint8_t {
  kNone,     // Nobody plays the brand, or a person does.
  kAbsent,   // Nobody, and the public minds.
  kDeletes,  // Removes criticism on its own pages, answers nothing.
  kPresent,  // Answers a share usefully, lets some stand, asks an expert.
};
std::string_view name_of(Policy policy);  // "none", "absent", "deletes", "present"
std::optional<Policy> policy_of(std::string_view name);

}  // namespace vigie::rehearsal
