// Who asks for something, and what they may.
// Threads: plain values. Errors: none.
#pragma once

#include <cstdint>
#include <string>

namespace vigie::people {

// Each may do all that those before it may.
enum class Role : std::uint8_t { kAnyone, kReader, kExpert, kManager };

struct Caller {
  Role role = Role::kAnyone;
  std::string account;  // Its id; empty for anyone, and for who acts for the operator.
  std::string name;     // As colleagues see it.

  bool may(Role needed) const { return role >= needed; }
};

}  // namespace vigie::people
