// An account: a person of the house, with a role; an expert with a mandate too.
// Threads: plain values. Errors: check() tells the first member that is wrong, by name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "people/caller.h"

namespace vigie::people {

inline constexpr std::size_t kAccountsMax = 10'000;
inline constexpr std::size_t kNameCharactersMin = 2;
inline constexpr std::size_t kNameCharactersMax = 40;
inline constexpr std::size_t kLineBytesMax = 200;  // Of a display name, a title, a topic.
inline constexpr std::size_t kTopicsMax = 50;

using AccountId = std::int64_t;  // From 1, never used again.

struct AccountDraft {
  std::string name;          // To log in with: letters, digits, `.`, `-`, `_`.
  std::string display_name;  // Empty: the name.
  Role role = Role::kReader;
  std::string title;
  std::vector<std::string> topics;    // What an expert answers at once.
  std::optional<Time> mandate_until;  // From then on an expert answers nothing at once.
};

enum class Standing : std::uint8_t { kInvited, kActive, kEnded };
std::string_view name_of(Standing standing);

struct Account {
  AccountId id = 0;
  AccountDraft said;
  Standing standing = Standing::kInvited;
  Time created_at{};
};

Result<void> check_draft(const AccountDraft& draft);

std::string text_of(AccountId id);
std::optional<AccountId> account_id_of(std::string_view text);

}  // namespace vigie::people
