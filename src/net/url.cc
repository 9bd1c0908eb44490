#include "net/url.h"

#include <algorithm>

#include "base/utf8.h"
#include "net/address.h"
#include "net/ascii.h"
#include "net/limits.h"

namespace vigie::net {
namespace {

bool is_unreserved(char c) {  // RFC 3986 §2.3
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_visible_ascii(std::string_view text) {
  for (const char c : text) {
    if (c <= ' ' || c >= 0x7F) return false;  // Bytes from 0x80 are negative.
  }
  return true;
}

Result<std::string> decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
      if (low < 0) return invalid("url: a % is not followed by two hexadecimal digits");
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  if (out.find('\0') != std::string::npos) return invalid("url: a NUL byte");
  if (!is_utf8(out)) return invalid("url: bytes that are not UTF-8");
  return out;
}

Result<void> add_segment(std::string_view text, std::vector<std::string>& path) {
  // As written: one that is encoded is a name like any other, and stands for no place (RFC 3986 §3.3).
  if (text == "." || text == "..") return invalid("url: a path segment . or ..");
  Result<std::string> segment = percent_decode(text);
  if (!segment) return segment.error();
  path.push_back(std::move(*segment));
  return {};
}

Result<std::vector<std::string>> parse_path(std::string_view text) {
  std::vector<std::string> path;
  text.remove_prefix(1);  // The leading slash.
  if (!text.empty() && text.back() == '/') text.remove_suffix(1);
  while (!text.empty()) {
    const std::size_t slash = text.find('/');
    if (const Result<void> added = add_segment(text.substr(0, slash), path); !added) return added.error();
    if (slash == std::string_view::npos) break;
    text.remove_prefix(slash + 1);
    if (text.empty()) path.emplace_back();
  }
  return path;
}

std::uint16_t port_of(std::string_view scheme) {
  if (scheme == "http" || scheme == "ws") return 80;
  if (scheme == "https" || scheme == "wss") return 443;
  return 0;
}

}  // namespace

std::string percent_encode(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : bytes) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return out;
}

Result<std::string> percent_decode(std::string_view text) { return decode(text, false); }

Result<Parameters> parse_query(std::string_view text) {
  Parameters parameters;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    Result<std::string> name = decode(pair.substr(0, equals), true);
    if (!name) return name.error();
    Result<std::string> value = decode(equals == std::string_view::npos ? "" : pair.substr(equals + 1), true);
    if (!value) return value.error();
    if (parameters.size() == kParametersMax) return invalid("url: too many parameters");
    parameters.add(std::move(*name), std::move(*value));
  }
  return parameters;
}

Result<Target> parse_target(std::string_view text) {
  if (text.empty() || text.front() != '/') return invalid("url: a request target begins with /");
  if (!is_visible_ascii(text)) return invalid("url: a request target holds only visible ASCII");
  if (text.find('#') != std::string_view::npos) return invalid("url: a request target has no fragment");
  const std::size_t question = text.find('?');
  Result<std::vector<std::string>> path = parse_path(text.substr(0, question));
  if (!path) return path.error();
  Result<Parameters> query = parse_query(question == std::string_view::npos ? "" : text.substr(question + 1));
  if (!query) return query.error();
  return Target{std::move(*path), std::move(*query)};
}

std::string Url::authority() const {
  Address address{host, port};
  if (port == port_of(scheme)) address.port.reset();
  return to_text(address);
}

Result<Url> parse_url(std::string_view text) {
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos) return invalid("url: no scheme in " + std::string(text));
  Url url;
  url.scheme = lower(text.substr(0, colon));
  const std::uint16_t usual_port = port_of(url.scheme);
  if (usual_port == 0) return invalid("url: unknown scheme " + url.scheme);
  const std::string_view rest = text.substr(colon + 3);
  if (!is_visible_ascii(rest)) return invalid("url: holds more than visible ASCII");
  if (rest.find('#') != std::string_view::npos) return invalid("url: a fragment is not wanted here");
  const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
  const Result<Address> authority = parse_authority(rest.substr(0, end));
  if (!authority) return authority.error();
  url.host = lower(authority->host);
  url.port = authority->port.value_or(usual_port);
  if (url.port == 0) return invalid("url: port 0");
  url.target = (end < rest.size() && rest[end] == '/' ? "" : "/") + std::string(rest.substr(end));
  return url;
}

}  // namespace vigie::net
