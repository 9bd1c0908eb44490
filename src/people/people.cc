// Accounts: made, changed, ended.
#include "people/people.h"

#include <algorithm>

#include "people/name.h"

namespace vigie::people {
namespace {

using storage::Value;

std::string as_lines(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += text + "\n";
  return out;
}

Value time_value(const std::optional<Time>& time) { return time ? Value(micros_of(*time)) : Value(nullptr); }

Error not_found(AccountId id) {
  return {ErrorCode::kNotFound, "people: there is no account with the id " + text_of(id)};
}

}  // namespace

bool People::is_open() const {
  return state_.with([](const State& state) { return state.members.empty(); });
}

std::vector<Account> People::accounts() const {
  return state_.with([](const State& state) {
    std::vector<Account> out;
    out.reserve(state.members.size());
    for (const auto& [id, member] : state.members) out.push_back(member.account);
    return out;
  });
}

Result<People::Member> People::member(AccountId id) const {
  return state_.with([&](const State& state) -> Result<Member> {
    const auto found = state.members.find(id);
    return found == state.members.end() ? Result<Member>(not_found(id)) : Result<Member>(found->second);
  });
}

std::optional<Account> People::account(AccountId id) const {
  const auto found = member(id);
  return found ? std::optional(found->account) : std::nullopt;
}

std::optional<People::Member> People::named(std::string_view name) const {
  const auto folded = folded_name(name);
  return state_.with([&](const State& state) -> std::optional<Member> {
    for (const auto& [id, member] : state.members) {
      if (folded_name(member.account.said.name) == folded) return member;
    }
    return std::nullopt;
  });
}

std::optional<Account> People::account_named(std::string_view name) const {
  const auto found = named(name);
  return found ? std::optional(found->account) : std::nullopt;
}

std::optional<Account> People::imitated(std::string_view name) const {
  const auto wanted = skeleton_of(name);
  if (wanted.empty()) return std::nullopt;
  for (const auto& account : accounts()) {
    if (skeleton_of(account.said.name) == wanted || skeleton_of(account.said.display_name) == wanted) return account;
  }
  return std::nullopt;
}

Result<void> People::check_names(const AccountDraft& draft, AccountId own) const {
  for (const auto& account : accounts()) {
    if (account.id == own) continue;
    if (folded_name(account.said.name) == folded_name(draft.name)) {
      return Error{ErrorCode::kConflict, "name: is taken by another account"};
    }
    for (const auto& [member, name] : {std::pair("name", draft.name), std::pair("display_name", draft.display_name)}) {
      const auto skeleton = skeleton_of(name);
      if (skeleton.empty()) continue;
      if (skeleton == skeleton_of(account.said.name) || skeleton == skeleton_of(account.said.display_name)) {
        return Error{ErrorCode::kConflict, std::string(member) + ": " + name + " would be taken for " +
                                               account.said.name + ", who has an account"};
      }
    }
  }
  return {};
}

Result<void> People::check_manager_is_left(AccountId without) const {
  const auto all = accounts();
  const auto is_manager = [](const Account& one) {
    return one.standing == Standing::kActive && one.said.role == Role::kManager;
  };
  const bool concerns_one =
      std::any_of(all.begin(), all.end(), [&](const Account& one) { return one.id == without && is_manager(one); });
  const bool is_left =
      std::any_of(all.begin(), all.end(), [&](const Account& one) { return one.id != without && is_manager(one); });
  if (!concerns_one || is_left) return {};
  return Error{ErrorCode::kConflict, "people: the last manager must stay one; make another first"};
}

Result<Account> People::add(const AccountDraft& draft, const std::string& password, First first) {
  if (auto ok = check_draft(draft); !ok) return ok.error();
  std::string hash;
  if (!password.empty()) {
    if (auto ok = check_password(password, draft.name); !ok) return ok.error();
    auto hashed = hash_password(password, cost_);
    if (!hashed) return hashed.error();
    hash = std::move(*hashed);
  }
  const std::lock_guard lock(writing_);
  return insert(draft, hash, first);
}

Result<Account> People::insert(const AccountDraft& draft, const std::string& password_hash, First first) {
  if (first == First::kYes && !is_open()) {
    return Error{ErrorCode::kConflict, "people: there is an account by now; log in"};
  }
  if (is_open() && (draft.role != Role::kManager || password_hash.empty())) {
    return invalid("role: the first account must be a manager's, with a password");
  }
  if (accounts().size() >= kAccountsMax) {
    return Error{ErrorCode::kOverloaded, "people: at most " + std::to_string(kAccountsMax) + " accounts"};
  }
  if (auto ok = check_names(draft, 0); !ok) return ok.error();
  Member member;
  member.account.said = draft;
  if (draft.display_name.empty()) member.account.said.display_name = draft.name;
  member.account.standing = password_hash.empty() ? Standing::kInvited : Standing::kActive;
  member.account.created_at = clock_.now();
  member.password_hash = password_hash;
  const auto& said = member.account.said;
  const Value values[] = {said.name,
                          folded_name(said.name),
                          said.display_name,
                          std::string(name_of(said.role)),
                          said.title,
                          as_lines(said.topics),
                          time_value(said.mandate_until),
                          password_hash,
                          micros_of(member.account.created_at)};
  const auto added = database_->run(
      "INSERT INTO account (name, folded_name, display_name, role, title, topics, mandate_until, password_hash,"
      " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      values);
  if (!added) return added.error();
  member.account.id = database_->last_id();
  state_.with([&](State& state) { state.members[member.account.id] = member; });
  return member.account;
}

Result<Account> People::change(AccountId id, const AccountDraft& draft) {
  if (auto ok = check_draft(draft); !ok) return ok.error();
  const std::lock_guard lock(writing_);
  auto found = member(id);
  if (!found) return found.error();
  if (auto ok = check_names(draft, id); !ok) return ok.error();
  if (draft.role != Role::kManager) {
    if (auto ok = check_manager_is_left(id); !ok) return ok.error();
  }
  const bool role_changes = draft.role != found->account.said.role;
  found->account.said = draft;
  if (draft.display_name.empty()) found->account.said.display_name = draft.name;
  const auto& said = found->account.said;
  const Value values[] = {said.name,
                          folded_name(said.name),
                          said.display_name,
                          std::string(name_of(said.role)),
                          said.title,
                          as_lines(said.topics),
                          time_value(said.mandate_until),
                          id};
  const auto ok = database_->transaction([&]() -> Result<void> {
    const auto changed = database_->run(
        "UPDATE account SET name = $1, folded_name = $2, display_name = $3, role = $4, title = $5, topics = $6,"
        " mandate_until = $7 WHERE id = $8",
        values);
    if (!changed) return changed.error();
    if (!role_changes) return {};
    const Value of[] = {id};
    if (auto gone = database_->run("DELETE FROM api_token WHERE maker = $1", of); !gone) return gone.error();
    return end_sessions(id);
  });
  if (!ok) return ok.error();
  state_.with([&](State& state) {
    state.members[id] = *found;
    if (!role_changes) return;
    std::erase_if(state.sessions, [&](const auto& one) { return one.second.account == id; });
    std::erase_if(state.tokens, [&](const auto& one) { return one.second.maker == id; });
  });
  return found->account;
}

// The row's sessions alone; the caller sees to those in memory once all is written.
Result<void> People::end_sessions(AccountId id) {
  const Value values[] = {id};
  const auto ended = database_->run("DELETE FROM account_session WHERE account = $1", values);
  return ended ? Result<void>{} : Result<void>(ended.error());
}

Result<void> People::set_password(AccountId id, const std::string& password) {
  const auto before = member(id);
  if (!before) return before.error();
  if (auto ok = check_password(password, before->account.said.name); !ok) return ok;
  const auto hash = hash_password(password, cost_);
  if (!hash) return hash.error();
  const std::lock_guard lock(writing_);
  return keep_password(id, *hash);
}

// With it all sessions and invitations of the account end, and an account that was invited becomes active.
Result<void> People::keep_password(AccountId id, const std::string& hash) {
  const auto now = member(id);
  if (!now) return now.error();
  if (now->account.standing == Standing::kEnded) {
    return Error{ErrorCode::kConflict, "people: the account has ended; an invitation brings it back"};
  }
  auto ok = database_->transaction([&]() -> Result<void> {
    const Value values[] = {hash, id};
    if (auto set = database_->run("UPDATE account SET password_hash = $1 WHERE id = $2", values); !set) {
      return set.error();
    }
    const Value of[] = {id};
    if (auto gone = database_->run("DELETE FROM account_invitation WHERE account = $1", of); !gone) {
      return gone.error();
    }
    return end_sessions(id);
  });
  if (!ok) return ok;
  state_.with([&](State& state) {
    auto& member = state.members[id];
    member.password_hash = hash;
    member.account.standing = Standing::kActive;
    std::erase_if(state.sessions, [&](const auto& one) { return one.second.account == id; });
    std::erase_if(state.invitations, [&](const auto& one) { return one.second.account == id; });
  });
  return {};
}

Result<void> People::end(AccountId id) {
  const std::lock_guard lock(writing_);
  if (const auto found = member(id); !found) return found.error();
  if (auto ok = check_manager_is_left(id); !ok) return ok;
  auto ok = database_->transaction([&]() -> Result<void> {
    const Value values[] = {micros_of(clock_.now()), id};
    const Value of[] = {id};
    if (auto set = database_->run("UPDATE account SET ended_at = $1, password_hash = '' WHERE id = $2", values); !set) {
      return set.error();
    }
    for (const auto* sql :
         {"DELETE FROM account_invitation WHERE account = $1", "DELETE FROM api_token WHERE maker = $1"}) {
      if (auto gone = database_->run(sql, of); !gone) return gone.error();
    }
    return end_sessions(id);
  });
  if (!ok) return ok;
  state_.with([&](State& state) {
    auto& member = state.members[id];
    member.password_hash.clear();
    member.account.standing = Standing::kEnded;
    std::erase_if(state.sessions, [&](const auto& one) { return one.second.account == id; });
    std::erase_if(state.invitations, [&](const auto& one) { return one.second.account == id; });
    std::erase_if(state.tokens, [&](const auto& one) { return one.second.maker == id; });
  });
  return {};
}

}  // namespace vigie::people
