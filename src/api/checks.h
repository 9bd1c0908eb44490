// What every request must satisfy before anybody looks at what it asks, and what every reply to a
// browser carries. `doc/decisions/http-api.md` says why.
// Threads: pure functions. Errors: a reply that refuses.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "net/http.h"

namespace vigie::api {

// Does the method change something?
bool is_change(net::Method method);

// 421: asked under a name that is not ours (RFC 9110 §7.4). Our socket file may use any.
std::optional<net::Reply> refuse_foreign_name(const net::Request& request, std::span<const std::string> hosts);

// 403: a change from a page of another site. 415: a body that is no JSON, or no form where one is wanted, or that is
// packed.
enum class Body : std::uint8_t { kJson, kForm };
std::optional<net::Reply> refuse_foreign_change(const net::Request& request, Body body = Body::kJson);

void add_security_headers(net::Reply& reply);

}  // namespace vigie::api
