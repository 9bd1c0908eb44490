// The hosts of links, as `site:` compares them: internationalised names in the form that the network
// uses (RFC 5890: `xn--mnchen-3ya.de`), so that either way of writing finds the other.
// Threads: pure functions. Errors: none; what is no name of a host is compared as it is written.
#pragma once

#include <string>
#include <string_view>

namespace vigie::query {

// The host that `link` leads to: RFC 3986 §3.2, less user and port, as written. Also of a link without scheme.
std::string_view host_of(std::string_view link);

// A host in lower case, all ASCII if it is a name that the network knows. Cost: allocates.
std::string network_name(std::string_view host);
// The same name for people: `münchen.de`. network_name() of it is `network_name`.
std::string readable_name(const std::string& network_name);

// Whether the link leads to the site, a network_name(), or to a sub-domain of it. Allocates only if the host is not
// written in ASCII.
bool leads_to(std::string_view link, std::string_view site);

}  // namespace vigie::query
