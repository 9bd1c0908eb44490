// Accounts and sessions as the API tells them.
// Threads: pure functions. Errors: none.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "api/call.h"
#include "people/people.h"

namespace vigie::api {

nlohmann::json account_json(const people::Account& account);
nlohmann::json invitation_json(const Call& call, const people::Invitation& invitation);  // With its secret.

// Who is in now, with the cookie of the new session.
net::Reply admitted_reply(const Call& call, const people::Login& login, int status = 200);
void set_session(const Call& call, const people::Login& login, net::Reply& reply);

}  // namespace vigie::api
