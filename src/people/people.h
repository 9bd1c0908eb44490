// The people of the house: who they are, how they prove it, and what they may. Accounts with a password, sessions,
// invitations, tokens for programs; all in tables of DATA/vigie.db, and in memory as they stand.
//
// Threads: shared, safe from any. who() and what else is const reads memory alone, and so may be called on the
// loop; the rest waits for the disk, and what takes a password hashes it for some 70 ms, without a lock.
// Errors: kInvalid for a wrong member, by name; kConflict for a name that is taken or looks like another's, and for the
// last manager; kNotFound; kOverloaded beyond a limit; what the database says.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/guarded.h"
#include "base/result.h"
#include "people/account.h"
#include "people/caller.h"
#include "people/login_gate.h"
#include "people/password.h"
#include "storage/database.h"

namespace vigie::people {

inline constexpr std::chrono::hours kSessionIdleMax{12};
inline constexpr std::chrono::hours kSessionAgeMax{24 * 7};
inline constexpr std::chrono::hours kInvitationAgeMax{24 * 7};
inline constexpr std::size_t kSessionsPerAccountMax = 20;
inline constexpr std::size_t kTokensMax = 1'000;

// What somebody shows to prove who they are; holds no secret.
struct Pass {
  enum class Kind : std::uint8_t { kNone, kSession, kToken };
  Kind kind = Kind::kNone;
  std::string hash;
};
Pass session_pass(std::string_view secret);
Pass token_pass(std::string_view secret);

struct Login {
  std::string secret;  // Of the new session; empty: not admitted.
  Account account;
  Micros wait{0};  // Not admitted because of too many tries: so long.
};

struct Invitation {
  std::string secret;  // Told once, by invite().
  Account account;
  Time until{};
};

struct TokenDraft {
  std::string name;
  Role role = Role::kReader;
  std::optional<Time> until;
};
struct Token {
  std::int64_t id = 0;
  TokenDraft said;
  AccountId maker = 0;  // 0: the operator. The token ends with its maker's account.
  Time created_at{};
};
struct NewToken {
  std::string secret;  // Told once.
  Token token;
};

enum class Use : std::uint8_t { kRequest, kLook };  // A look keeps no session alive.
enum class First : std::uint8_t { kNo, kYes };      // kYes: only if there is no account at all.

class People {
 public:
  static Result<std::unique_ptr<People>> open(const std::string& database_path, const Clock& clock,
                                              const PasswordCost& cost = kUsualCost);
  ~People();

  // There is no account: whoever reaches this machine is its manager.
  bool is_open() const;

  std::vector<Account> accounts() const;  // Ended ones too, by id.
  std::optional<Account> account(AccountId id) const;
  std::optional<Account> account_named(std::string_view name) const;
  // Whose name or display name looks like this one.
  std::optional<Account> imitated(std::string_view name) const;

  // An empty password: invited, and not active before an invitation is accepted. The first must be a manager's,
  // with a password.
  Result<Account> add(const AccountDraft& draft, const std::string& password, First first = First::kNo);
  // A role that changes ends the sessions, and the tokens that were made with it. A new password ends the sessions.
  Result<Account> change(AccountId id, const AccountDraft& draft);
  Result<void> set_password(AccountId id, const std::string& password);
  Result<void> end(AccountId id);  // With its sessions, invitations and tokens. The name stays taken.

  Result<Login> log_in(const std::string& name, const std::string& password, std::string_view address);
  Result<Login> admit(AccountId id);  // Whoever has just proved it otherwise.
  Result<void> log_out(const Pass& pass);
  // Nothing: the pass opens nothing, or no longer.
  std::optional<Caller> who(const Pass& pass, Use use) const;
  // So that a restart does not end a session that is in use. Waits for the disk now and then only, if not `at_once`.
  enum class When : std::uint8_t { kNowAndThen, kAtOnce };
  Result<void> remember_use(When when = When::kNowAndThen);

  // To choose a (new) password; any earlier invitation of the account ends. An ended account comes back by it.
  Result<Invitation> invite(AccountId id);
  std::optional<Invitation> invitation(std::string_view secret) const;
  Result<Account> accept(std::string_view secret, const std::string& password);

  std::vector<Token> tokens() const;  // By id, without those that have ended.
  Result<NewToken> add_token(const TokenDraft& draft, AccountId maker);
  Result<void> remove_token(std::int64_t id);

 private:
  struct Member {
    Account account;
    std::string password_hash;  // Empty: none was chosen yet.
  };
  struct Session {
    AccountId account = 0;
    Time created_at{};
    Time seen_at{};
    Time kept_seen_at{};  // As in the table.
  };
  struct Invited {
    AccountId account = 0;
    Time until{};
  };
  struct State {
    std::map<AccountId, Member> members;
    std::unordered_map<std::string, Session> sessions;  // These by the hash of their secret.
    std::unordered_map<std::string, Invited> invitations;
    std::unordered_map<std::string, Token> tokens;
  };

  People(std::unique_ptr<storage::Database> database, const Clock& clock, const PasswordCost& cost, std::string decoy);
  Result<void> load();
  Result<void> load_sessions(State& state);
  Result<void> load_tokens(State& state);
  Result<void> check_names(const AccountDraft& draft, AccountId own) const;
  Result<void> check_manager_is_left(AccountId without) const;
  Result<Member> member(AccountId id) const;
  std::optional<Member> named(std::string_view name) const;
  Result<Account> insert(const AccountDraft& draft, const std::string& password_hash, First first);
  Result<void> keep_password(AccountId id, const std::string& hash);
  Result<Login> begin_session(const Member& as_seen);
  Result<void> end_sessions(AccountId id);
  Result<void> forget_ended_sessions(AccountId of);
  Result<void> log_out_locked(const std::string& hash);
  static Caller caller_of(const Account& account, Time now);
  bool is_over(const Session& session, Time now) const;

  const Clock& clock_;
  PasswordCost cost_;
  std::string decoy_;   // A hash of nobody's password: to find that a name is unknown takes as long as all else.
  std::mutex writing_;  // One change at a time, the database with it. Locked before `state_`.
  std::unique_ptr<storage::Database> database_;
  mutable Guarded<State> state_;
  LoginGate gate_;
  std::atomic<std::int64_t> use_kept_at_;  // Microseconds.
};

}  // namespace vigie::people
