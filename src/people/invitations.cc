// Invitations: a link to choose a password by, good once and for a week.
#include "people/people.h"
#include "people/secret.h"

namespace vigie::people {
namespace {

using storage::Value;

Error unknown_invitation() { return {ErrorCode::kNotFound, "the invitation was used, or has ended; ask for another"}; }

}  // namespace

Result<Invitation> People::invite(AccountId id) {
  const std::lock_guard lock(writing_);
  auto found = member(id);
  if (!found) return found.error();
  const bool comes_back = found->account.standing == Standing::kEnded;
  if (comes_back) found->account.standing = Standing::kInvited;
  Invitation out{make_secret(), found->account, clock_.now() + kInvitationAgeMax};
  const auto hash = hash_of(out.secret);
  const auto ok = database_->transaction([&]() -> Result<void> {
    const Value of[] = {id};
    if (auto gone = database_->run("DELETE FROM account_invitation WHERE account = $1", of); !gone) {
      return gone.error();
    }
    if (auto back = database_->run("UPDATE account SET ended_at = NULL WHERE id = $1", of); !back) return back.error();
    const Value values[] = {hash, id, micros_of(out.until)};
    const auto added =
        database_->run("INSERT INTO account_invitation (secret_hash, account, until_at) VALUES ($1, $2, $3)", values);
    return added ? Result<void>{} : Result<void>(added.error());
  });
  if (!ok) return ok.error();
  state_.with([&](State& state) {
    state.members[id].account.standing = found->account.standing;
    std::erase_if(state.invitations, [&](const auto& one) { return one.second.account == id; });
    state.invitations[hash] = {id, out.until};
  });
  return out;
}

std::optional<Invitation> People::invitation(std::string_view secret) const {
  const auto hash = hash_of(secret);
  return state_.with([&](const State& state) -> std::optional<Invitation> {
    const auto found = state.invitations.find(hash);
    if (found == state.invitations.end() || clock_.now() >= found->second.until) return std::nullopt;
    return Invitation{{}, state.members.at(found->second.account).account, found->second.until};
  });
}

Result<Account> People::accept(std::string_view secret, const std::string& password) {
  const auto before = invitation(secret);
  if (!before) return unknown_invitation();
  if (auto ok = check_password(password, before->account.said.name); !ok) return ok.error();
  const auto hash = hash_password(password, cost_);
  if (!hash) return hash.error();
  const std::lock_guard lock(writing_);
  if (!invitation(secret)) return unknown_invitation();  // Somebody was faster: it is good once.
  if (auto ok = keep_password(before->account.id, *hash); !ok) return ok.error();
  return member(before->account.id)->account;
}

}  // namespace vigie::people
