#include "people/limits.h"

#include <array>

#include "people/people.h"

namespace vigie::people {
namespace {

constexpr std::array kLimits = {
    Limit{"people.accounts_max", kAccountsMax, "accounts", "ended ones too; one more is refused"},
    Limit{"people.name_characters_max", kNameCharactersMax, "characters", "a longer name is refused"},
    Limit{"people.line_bytes_max", kLineBytesMax, "bytes", "a longer display name, title or topic is refused"},
    Limit{"people.topics_max", kTopicsMax, "topics", "of one mandate; more are refused"},
    Limit{"people.password_characters_min", kPasswordCharactersMin, "characters", "a shorter password is refused"},
    Limit{"people.password_bytes_max", kPasswordBytesMax, "bytes", "a longer password is refused"},
    Limit{"people.session_idle_hours_max", kSessionIdleMax.count(), "hours", "a session that nobody uses ends"},
    Limit{"people.session_age_hours_max", kSessionAgeMax.count(), "hours", "every session ends"},
    Limit{"people.sessions_per_account_max", kSessionsPerAccountMax, "sessions", "one more ends the least used"},
    Limit{"people.invitation_hours_max", kInvitationAgeMax.count(), "hours", "an invitation ends"},
    Limit{"people.tokens_max", kTokensMax, "tokens", "one more is refused"},
    Limit{"people.logins_per_name", LoginGate::kOfName.at_once, "tries", "in a row; then one a minute"},
    Limit{"people.logins_per_address", LoginGate::kOfAddress.at_once, "tries", "in a row; then one every ten seconds"},
    Limit{"people.login_names_remembered", LoginGate::kEntriesMax, "names", "and as many addresses; the oldest go"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

}  // namespace vigie::people
