#include "rehearsal/policy.h"

#include <algorithm>
#include <array>

#include "rehearsal/act.h"

namespace vigie::rehearsal {
namespace {

constexpr std::array<std::string_view, 4> kPolicies = {"none", "absent", "deletes", "present"};
constexpr std::array<std::string_view, 5> kActs = {"answered", "let_stand", "removed", "published", "handed"};

}  // namespace

std::string_view name_of(Policy policy) { return kPolicies[static_cast<std::size_t>(policy)]; }

std::optional<Policy> policy_of(std::string_view name) {
  const auto found = std::find(kPolicies.begin(), kPolicies.end(), name);
  if (found == kPolicies.end()) return std::nullopt;
  return static_cast<Policy>(found - kPolicies.begin());
}

std::string_view name_of(ActKind kind) { return kActs[static_cast<std::size_t>(kind)]; }

}  // namespace vigie::rehearsal
