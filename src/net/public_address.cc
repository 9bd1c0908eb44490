#include "net/public_address.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <span>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

namespace vigie::net {
namespace {

constexpr std::string_view kMachine = "this machine";
constexpr std::string_view kPrivate = "a private network";
constexpr std::string_view kLink = "the local link, where clouds keep their metadata";
constexpr std::string_view kMany = "many at once";
constexpr std::string_view kSpecial = "reserved";

struct Network4 {
  std::uint32_t prefix;
  int bits;
  std::string_view what;
};

constexpr std::uint32_t ip4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}

constexpr std::array kNetworks4 = {
    Network4{ip4(0, 0, 0, 0), 8, kMachine},        // RFC 1122 §3.2.1.3: here, for many systems.
    Network4{ip4(10, 0, 0, 0), 8, kPrivate},       // RFC 1918
    Network4{ip4(100, 64, 0, 0), 10, kPrivate},    // RFC 6598
    Network4{ip4(127, 0, 0, 0), 8, kMachine},      // RFC 1122
    Network4{ip4(168, 63, 129, 16), 32, kLink},    // A public address that Azure answers to its guests.
    Network4{ip4(169, 254, 0, 0), 16, kLink},      // RFC 3927
    Network4{ip4(172, 16, 0, 0), 12, kPrivate},    // RFC 1918
    Network4{ip4(192, 0, 0, 0), 24, kSpecial},     // RFC 6890
    Network4{ip4(192, 0, 2, 0), 24, kSpecial},     // RFC 5737
    Network4{ip4(192, 88, 99, 0), 24, kSpecial},   // RFC 7526
    Network4{ip4(192, 168, 0, 0), 16, kPrivate},   // RFC 1918
    Network4{ip4(198, 18, 0, 0), 15, kPrivate},    // RFC 2544
    Network4{ip4(198, 51, 100, 0), 24, kSpecial},  // RFC 5737
    Network4{ip4(203, 0, 113, 0), 24, kSpecial},   // RFC 5737
    Network4{ip4(224, 0, 0, 0), 4, kMany},         // RFC 5771
    Network4{ip4(255, 255, 255, 255), 32, kMany},  // RFC 919
    Network4{ip4(240, 0, 0, 0), 4, kSpecial},      // RFC 1112
};

std::optional<std::string_view> why_not_public(std::uint32_t address) {
  for (const auto& network : kNetworks4) {
    if ((address ^ network.prefix) >> (32 - network.bits) == 0) return network.what;
  }
  return std::nullopt;
}

using Bytes6 = std::span<const unsigned char, 16>;

struct Network6 {
  std::array<unsigned char, 16> prefix;
  unsigned bits;
  std::string_view what;
};

// The first that fits is told.
constexpr std::array kNetworks6 = {
    Network6{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 127, kMachine},  // `::` and `::1`
    Network6{{0xFC}, 7, kPrivate},                                              // RFC 4193
    Network6{{0xFE, 0x80}, 10, kLink},                                          // RFC 4291
    Network6{{0xFE, 0xC0}, 10, kPrivate},                                       // RFC 3879
    Network6{{0xFF}, 8, kMany},                                                 // RFC 4291
    Network6{{0x20, 0x01, 0x0D, 0xB8}, 32, kSpecial},                           // RFC 3849
    Network6{{0x20, 0x01, 0, 0}, 23, kSpecial},                                 // RFC 2928, with Teredo's tunnels.
    Network6{{0x20, 0x02}, 16, kSpecial},  // RFC 3056: a tunnel to any IPv4 address.
    Network6{{0x3F, 0xFF}, 20, kSpecial},  // RFC 9637
};
constexpr std::array<unsigned char, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};  // RFC 4291 §2.5.5.2
constexpr std::array<unsigned char, 12> kTranslated = {0, 0x64, 0xFF, 0x9B};                   // RFC 6052 §2.1

bool is_in(Bytes6 address, std::span<const unsigned char> prefix, unsigned bits) {
  const unsigned whole = bits / 8;
  if (!std::equal(prefix.begin(), prefix.begin() + whole, address.begin())) return false;
  return bits % 8 == 0 || (address[whole] ^ prefix[whole]) >> (8 - bits % 8) == 0;
}

std::optional<std::string_view> why_not_public(Bytes6 address) {
  if (is_in(address, kMapped, 96) || is_in(address, kTranslated, 96)) {
    return why_not_public(ip4(address[12], address[13], address[14], address[15]));
  }
  for (const auto& network : kNetworks6) {
    if (is_in(address, network.prefix, network.bits)) return network.what;
  }
  // Of what is left only 2000::/3 is given to anybody (RFC 4291 §2.4).
  return address[0] >> 5 == 1 ? std::nullopt : std::optional(kSpecial);
}

}  // namespace

std::optional<std::string_view> why_not_public(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return why_not_public(ntohl(v4.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return kSpecial;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  return why_not_public(Bytes6(v6.sin6_addr.s6_addr));
}

std::optional<std::string_view> why_not_public(const std::string& host) {
  const auto name = host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
  if (name == "localhost" || name.ends_with(".localhost")) return kMachine;  // RFC 6761 §6.3
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST;  // `127.1` and `0x7f000001` too, as whoever connects reads them.
  addrinfo* found = nullptr;
  if (getaddrinfo(name.c_str(), nullptr, &hints, &found) != 0) return std::nullopt;
  const auto out = why_not_public(*found->ai_addr);
  freeaddrinfo(found);
  return out;
}

std::string to_text(const sockaddr& address) {
  std::array<char, INET6_ADDRSTRLEN> out{};
  const auto* bytes = reinterpret_cast<const unsigned char*>(&address);
  const bool is_v4 = address.sa_family == AF_INET;
  if (!is_v4 && address.sa_family != AF_INET6) return "";
  const void* from = bytes + (is_v4 ? offsetof(sockaddr_in, sin_addr) : offsetof(sockaddr_in6, sin6_addr));
  return inet_ntop(address.sa_family, from, out.data(), out.size()) == nullptr ? "" : out.data();
}

}  // namespace vigie::net
