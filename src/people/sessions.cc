// Logging in and out, and who a pass belongs to.
#include <algorithm>

#include "people/name.h"
#include "people/people.h"
#include "people/secret.h"

namespace vigie::people {
namespace {

using storage::Value;

constexpr std::chrono::minutes kUseKeptEvery{10};

}  // namespace

Pass session_pass(std::string_view secret) { return {Pass::Kind::kSession, hash_of(secret)}; }

bool People::is_over(const Session& session, Time now) const {
  return now - session.created_at >= kSessionAgeMax || now - session.seen_at >= kSessionIdleMax;
}

Result<Login> People::log_in(const std::string& name, const std::string& password, std::string_view address) {
  const auto key = folded_name(name);
  if (const auto wait = gate_.enter(key, address, clock_.now()); wait > Micros(0)) return Login{{}, {}, wait};
  const auto found = named(name);
  const bool may_enter = found && found->account.standing == Standing::kActive;
  if (password.size() > kPasswordBytesMax) return Login{};
  if (!is_password(password, may_enter ? found->password_hash : decoy_) || !may_enter) return Login{};
  gate_.succeeded(key, address, clock_.now());
  if (needs_new_hash(found->password_hash, cost_)) {
    if (const auto hash = hash_password(password, cost_)) {
      const std::lock_guard lock(writing_);
      const Value values[] = {*hash, found->account.id, found->password_hash};
      const auto set =
          database_->run("UPDATE account SET password_hash = $1 WHERE id = $2 AND password_hash = $3", values);
      if (set && *set == 1) state_.with([&](State& state) { state.members[found->account.id].password_hash = *hash; });
    }
    return admit(found->account.id);
  }
  return begin_session(*found);
}

Result<Login> People::admit(AccountId id) {
  const auto found = member(id);
  if (!found) return found.error();
  return begin_session(*found);
}

// `as_seen`: as it was when the password was found right; it may have ended, or changed, since.
Result<Login> People::begin_session(const Member& as_seen) {
  const std::lock_guard lock(writing_);
  const auto id = as_seen.account.id;
  const auto now_is = member(id);
  if (!now_is) return now_is.error();
  if (now_is->account.standing != Standing::kActive || now_is->password_hash != as_seen.password_hash) return Login{};
  if (auto ok = forget_ended_sessions(id); !ok) return ok.error();
  const auto secret = make_secret();
  const auto hash = hash_of(secret);
  const Time now = clock_.now();
  const Value values[] = {hash, id, micros_of(now), micros_of(now)};
  const auto added = database_->run(
      "INSERT INTO account_session (secret_hash, account, created_at, seen_at) VALUES ($1, $2, $3, $4)", values);
  if (!added) return added.error();
  state_.with([&](State& state) { state.sessions[hash] = {id, now, now, now}; });
  return Login{secret, now_is->account, Micros(0)};
}

// Those that are over, of all; and the oldest of this account, so that there is room for one more.
Result<void> People::forget_ended_sessions(AccountId of) {
  const Time now = clock_.now();
  const auto doomed = state_.with([&](const State& state) {
    std::vector<std::string> out;
    std::vector<std::pair<Time, std::string>> own;
    for (const auto& [hash, session] : state.sessions) {
      if (is_over(session, now)) {
        out.push_back(hash);
      } else if (session.account == of) {
        own.emplace_back(session.seen_at, hash);
      }
    }
    std::sort(own.begin(), own.end());
    for (std::size_t i = 0; i + kSessionsPerAccountMax <= own.size(); ++i) out.push_back(own[i].second);
    return out;
  });
  for (const auto& hash : doomed) {
    if (auto ok = log_out_locked(hash); !ok) return ok;
  }
  return {};
}

Result<void> People::log_out_locked(const std::string& hash) {
  const Value values[] = {hash};
  if (const auto gone = database_->run("DELETE FROM account_session WHERE secret_hash = $1", values); !gone) {
    return gone.error();
  }
  state_.with([&](State& state) { state.sessions.erase(hash); });
  return {};
}

Result<void> People::log_out(const Pass& pass) {
  if (pass.kind != Pass::Kind::kSession) return {};
  const std::lock_guard lock(writing_);
  return log_out_locked(pass.hash);
}

std::optional<Caller> People::who(const Pass& pass, Use use) const {
  const Time now = clock_.now();
  return state_.with([&](State& state) -> std::optional<Caller> {
    if (pass.kind == Pass::Kind::kToken) {
      const auto token = state.tokens.find(pass.hash);
      if (token == state.tokens.end() || (token->second.said.until && now >= *token->second.said.until)) return {};
      const auto& [id, said, maker, created_at] = token->second;
      Caller out{said.role, {}, said.name, said.name};
      out.token = id;
      return out;
    }
    if (pass.kind != Pass::Kind::kSession) return {};
    const auto session = state.sessions.find(pass.hash);
    if (session == state.sessions.end() || is_over(session->second, now)) return {};
    if (use == Use::kRequest) session->second.seen_at = std::max(session->second.seen_at, now);
    return caller_of(state.members.at(session->second.account).account, now);
  });
}

Caller People::caller_of(const Account& account, Time now) {
  const auto& said = account.said;
  Caller out{said.role, text_of(account.id), said.name, said.display_name, said.title, {}, said.mandate_until};
  if (!said.mandate_until || now < *said.mandate_until) out.topics = said.topics;
  return out;
}

Result<void> People::remember_use(When when) {
  const std::int64_t now = micros_of(clock_.now());
  if (when == When::kNowAndThen && now - use_kept_at_ < Micros(kUseKeptEvery).count()) return {};
  use_kept_at_ = now;
  const auto used = state_.with([](State& state) {
    std::vector<std::pair<std::string, Time>> out;
    for (auto& [hash, session] : state.sessions) {
      if (session.seen_at > session.kept_seen_at) out.emplace_back(hash, session.seen_at);
    }
    return out;
  });
  if (used.empty()) return {};
  const std::lock_guard lock(writing_);
  auto ok = database_->transaction([&]() -> Result<void> {
    for (const auto& [hash, seen_at] : used) {
      const Value values[] = {micros_of(seen_at), hash};
      const auto set = database_->run("UPDATE account_session SET seen_at = $1 WHERE secret_hash = $2", values);
      if (!set) return set.error();
    }
    return {};
  });
  if (!ok) return ok;
  state_.with([&](State& state) {
    for (const auto& [hash, seen_at] : used) {
      const auto session = state.sessions.find(hash);
      if (session != state.sessions.end()) session->second.kept_seen_at = seen_at;
    }
  });
  return {};
}

}  // namespace vigie::people
