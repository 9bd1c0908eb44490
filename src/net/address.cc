#include "net/address.h"

#include <algorithm>
#include <charconv>

#include <arpa/inet.h>

#include "net/ascii.h"

namespace vigie::net {
namespace {

// `into` is an in_addr or an in6_addr, by the family. inet_pton reads up to a NUL, whatever stands behind it.
bool reads_as(int family, const std::string& text, void* into) {
  return text.find('\0') == std::string::npos && inet_pton(family, text.c_str(), into) == 1;
}

bool is_ipv6(const std::string& text) {
  in6_addr v6{};
  return reads_as(AF_INET6, text, &v6);
}

bool is_host_name(std::string_view text) {  // RFC 1123 §2.1, and the underscore that the world uses.
  return !text.empty() && text.size() <= 253 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_';
  });
}

Result<std::uint16_t> parse_port(std::string_view text, std::string_view whole) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || value > 65535) {
    return invalid("address: a port is a number up to 65535: " + std::string(whole));
  }
  return static_cast<std::uint16_t>(value);
}

}  // namespace

Result<Address> parse_authority(std::string_view text) {
  Address address;
  std::string_view port;
  bool has_port = false;
  if (!text.empty() && text.front() == '[') {
    const std::size_t bracket = text.find(']');
    if (bracket == std::string_view::npos) return invalid("address: no closing bracket in " + std::string(text));
    address.host = text.substr(1, bracket - 1);
    const std::string_view rest = text.substr(bracket + 1);
    if (!rest.empty() && rest.front() != ':') return invalid("address: no HOST:PORT: " + std::string(text));
    has_port = !rest.empty();
    port = has_port ? rest.substr(1) : rest;
    if (!is_ipv6(address.host)) return invalid("address: no IPv6 address: " + std::string(text));
  } else if (std::count(text.begin(), text.end(), ':') > 1) {
    address.host = text;
    if (!is_ipv6(address.host)) return invalid("address: no HOST:PORT: " + std::string(text));
  } else {
    const std::size_t colon = text.find(':');
    address.host = text.substr(0, colon);
    has_port = colon != std::string_view::npos;
    if (has_port) port = text.substr(colon + 1);
    if (!is_host_name(address.host)) return invalid("address: no host name: " + std::string(text));
  }
  if (has_port) {
    const Result<std::uint16_t> number = parse_port(port, text);
    if (!number) return number.error();
    address.port = *number;
  }
  return address;
}

Result<Address> parse_address(std::string_view text) {
  Result<Address> address = parse_authority(text);
  if (address && !address->port)
    return invalid("address: HOST:PORT is wanted, the port is missing: " + std::string(text));
  return address;
}

std::string to_text(const Address& address) {
  const bool is_v6 = address.host.find(':') != std::string::npos;
  std::string text = is_v6 ? "[" + address.host + "]" : address.host;
  if (address.port) text += ":" + std::to_string(*address.port);
  return text;
}

bool is_ip(std::string_view host) {
  const std::string text(host);
  in_addr v4{};
  return reads_as(AF_INET, text, &v4) || is_ipv6(text);
}

bool is_loopback(std::string_view host) {
  const std::string name = lower(host);
  if (name == "localhost" || name == "localhost." || name.ends_with(".localhost")) return true;
  in_addr v4{};
  if (reads_as(AF_INET, name, &v4)) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6{};
  return reads_as(AF_INET6, name, &v6) && IN6_IS_ADDR_LOOPBACK(&v6);
}

}  // namespace vigie::net
