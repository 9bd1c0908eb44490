#include "people/account.h"

#include <charconv>

#include "base/ascii.h"
#include "base/utf8.h"
#include "people/name.h"
#include "text/likeness.h"

namespace vigie::people {
namespace {

Result<void> check_line(const std::string& what, std::string_view line) {
  if (line.size() > kLineBytesMax) {
    return invalid(what + ": longer than " + std::to_string(kLineBytesMax) + " bytes");
  }
  if (!is_utf8(line) || text::has_unseen(line)) return invalid(what + ": must be one line of text that is seen");
  return {};
}

}  // namespace

std::string_view name_of(Role role) {
  switch (role) {
    case Role::kAnyone:
      return "anyone";
    case Role::kReader:
      return "reader";
    case Role::kExpert:
      return "expert";
    case Role::kManager:
      return "manager";
  }
  return "anyone";
}

std::optional<Role> role_of(std::string_view name) {
  for (const Role role : {Role::kReader, Role::kExpert, Role::kManager}) {
    if (name == name_of(role)) return role;
  }
  return std::nullopt;
}

std::string_view name_of(Standing standing) {
  switch (standing) {
    case Standing::kInvited:
      return "invited";
    case Standing::kActive:
      return "active";
    case Standing::kEnded:
      return "ended";
  }
  return "ended";
}

Result<void> check_draft(const AccountDraft& draft) {
  if (auto ok = check_name(draft.name); !ok) return ok;
  if (auto ok = check_line("display_name", draft.display_name); !ok) return ok;
  if (auto ok = check_line("title", draft.title); !ok) return ok;
  if (draft.role == Role::kAnyone) return invalid("role: must be reader, expert or manager");
  if (draft.topics.size() > kTopicsMax) return invalid("topics: at most " + std::to_string(kTopicsMax));
  for (const auto& topic : draft.topics) {
    if (trimmed(topic).empty()) return invalid("topics: one is empty");
    if (auto ok = check_line("topics", topic); !ok) return ok;
  }
  return {};
}

std::string text_of(AccountId id) { return std::to_string(id); }

std::optional<AccountId> account_id_of(std::string_view text) {
  AccountId id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size() || id <= 0 || text.front() == '+') return std::nullopt;
  return id;
}

}  // namespace vigie::people
