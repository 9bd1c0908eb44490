// Who asks, and whether they may: the one place where a request meets its route's access.
// `doc/decisions/accounts.md` says why.
//
// Threads: pure functions, which read memory alone; on the loop. Errors: a reply that refuses, 401 or 403.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/router.h"
#include "net/http.h"
#include "people/people.h"

namespace vigie::api {

// How we are reached from outside.
struct DoorRules {
  bool is_secure = false;                    // By TLS alone, ours or a proxy's: cookies say so.
  std::string public_url;                    // Where people find us, without a slash at its end.
  std::vector<std::string> trusted_proxies;  // Addresses whose X-Forwarded-For we believe.
};

struct Admitted {
  people::Caller caller;
  people::Pass pass;
};
std::variant<Admitted, net::Reply> admit(const net::Request& request, const Route& route, const people::People& people,
                                         const DoorRules& rules);

// Whether who has shown this may still read: what lasts longer than a request asks it again.
bool may_still_read(const people::Pass& pass, const people::People& people);

// Whose replies are kept under an Idempotency-Key; empty: nobody's.
std::string identity_of(const Admitted& admitted, const net::Request& request);

// The address that the request came from: the client's, as the nearest trusted proxy tells it.
std::string client_address(const net::Request& request, const DoorRules& rules);

// What our cookie holds; empty without one.
std::string_view cookie_of(const net::Request& request, const DoorRules& rules);
std::string session_cookie(std::string_view secret, const DoorRules& rules);  // For `Set-Cookie`.
std::string no_cookie(const DoorRules& rules);

// Where people find us by TLS at a name of ours, browsers ask for nothing else for half a year (RFC 6797 §6.1).
void require_tls(net::Reply& reply, const DoorRules& rules);

}  // namespace vigie::api
