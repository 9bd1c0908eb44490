// Who asks for something, and what they may.
// Threads: plain values. Errors: none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace vigie::people {

// Each may do all that those before it may.
enum class Role : std::uint8_t { kAnyone, kReader, kExpert, kManager };

std::string_view name_of(Role role);  // "reader"
// Of those that an account or a token may have: not kAnyone.
std::optional<Role> role_of(std::string_view name);

struct Caller {
  Role role = Role::kAnyone;
  std::string account;  // Its id; empty for anyone, for a token, and for who acts for the operator.
  std::string name;     // As colleagues see it.
  std::string display_name = {};
  std::string title = {};                            // "engineer, Orvelle works"
  std::vector<std::string> topics = {};              // Of an expert's mandate; none once it has ended.
  std::optional<Time> mandate_until = std::nullopt;  // None: no end was set.
  std::int64_t token = 0;                            // Its id, of a program; 0 of all others.

  bool may(Role needed) const { return role >= needed; }
};

}  // namespace vigie::people
