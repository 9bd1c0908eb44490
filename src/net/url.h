// Percent coding, request targets, queries, absolute URLs (RFC 3986).
// Threads: pure functions. Errors: text that is not what it should be; the message names it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/http.h"

namespace vigie::net {

// Everything but letters, digits and `-._~` as %XX: fit for one path segment or one query value.
std::string percent_encode(std::string_view bytes);
// Refuses a broken escape, a NUL, and bytes that are not UTF-8.
Result<std::string> percent_decode(std::string_view text);

// `q=a+b&limit=5`; a `+` is a space, a name without `=` has an empty value. At most kParametersMax.
Result<Parameters> parse_query(std::string_view text);

// `/api/v1/posts/rss%2Fa?x=1`: decoded segments and parameters. Refuses what does not begin with
// `/`, holds bytes outside visible ASCII, or has a segment `.` or `..`; encoded, those are names.
struct Target {
  std::vector<std::string> path;
  Parameters query;
};
Result<Target> parse_target(std::string_view text);

// `wss://host:port/path?query`; the port is the scheme's when not given (ws and http 80, wss and
// https 443). Refuses user names and fragments.
struct Url {
  std::string scheme;  // Lower case.
  std::string host;    // Without brackets; lower case.
  std::uint16_t port = 0;
  std::string target;  // "/" when not given.

  bool is_tls() const { return scheme == "wss" || scheme == "https"; }
  std::string authority() const;  // For the Host header: without the port where it is the scheme's.
};
Result<Url> parse_url(std::string_view text);

}  // namespace vigie::net
