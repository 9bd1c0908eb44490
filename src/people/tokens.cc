// Tokens: how programs prove who they are.
#include <algorithm>

#include "base/ascii.h"
#include "base/utf8.h"
#include "people/people.h"
#include "people/secret.h"

namespace vigie::people {
namespace {

using storage::Value;

constexpr std::string_view kTokenPrefix = "vigie_";  // So that a secret that was left lying about is known for one.

Result<void> check_token(const TokenDraft& draft, Time now) {
  if (trimmed(draft.name).empty()) return invalid("name: missing");
  if (draft.name.size() > kLineBytesMax || !is_utf8(draft.name) ||
      draft.name.find_first_of("\r\n") != std::string::npos || draft.name.find('\0') != std::string::npos) {
    return invalid("name: must be one line of at most " + std::to_string(kLineBytesMax) + " bytes");
  }
  if (draft.role == Role::kAnyone) return invalid("role: must be reader, expert or manager");
  if (draft.until && *draft.until <= now) return invalid("until: is past");
  return {};
}

}  // namespace

Pass token_pass(std::string_view secret) { return {Pass::Kind::kToken, hash_of(secret)}; }

std::vector<Token> People::tokens() const {
  const Time now = clock_.now();
  auto out = state_.with([&](const State& state) {
    std::vector<Token> all;
    for (const auto& [hash, token] : state.tokens) {
      if (!token.said.until || now < *token.said.until) all.push_back(token);
    }
    return all;
  });
  std::sort(out.begin(), out.end(), [](const Token& a, const Token& b) { return a.id < b.id; });
  return out;
}

Result<NewToken> People::add_token(const TokenDraft& draft, AccountId maker) {
  if (auto ok = check_token(draft, clock_.now()); !ok) return ok.error();
  const std::lock_guard lock(writing_);
  if (tokens().size() >= kTokensMax) {
    return Error{ErrorCode::kOverloaded, "people: at most " + std::to_string(kTokensMax) + " tokens"};
  }
  NewToken out{std::string(kTokenPrefix) + make_secret(), {0, draft, maker, clock_.now()}};
  const auto hash = hash_of(out.secret);
  const Value values[] = {hash,
                          draft.name,
                          std::string(name_of(draft.role)),
                          maker,
                          micros_of(out.token.created_at),
                          draft.until ? Value(micros_of(*draft.until)) : Value(nullptr)};
  const auto added = database_->run(
      "INSERT INTO api_token (secret_hash, name, role, maker, created_at, until_at) VALUES ($1, $2, $3, $4, $5, $6)",
      values);
  if (!added) return added.error();
  out.token.id = database_->last_id();
  state_.with([&](State& state) { state.tokens[hash] = out.token; });
  return out;
}

Result<void> People::remove_token(std::int64_t id) {
  const std::lock_guard lock(writing_);
  const Value values[] = {id};
  const auto removed = database_->run("DELETE FROM api_token WHERE id = $1", values);
  if (!removed) return removed.error();
  if (*removed == 0) return Error{ErrorCode::kNotFound, "there is no token with that id"};
  state_.with([&](State& state) { std::erase_if(state.tokens, [&](const auto& one) { return one.second.id == id; }); });
  return {};
}

}  // namespace vigie::people
