#include "query/host.h"

#include <idn2.h>

#include <memory>

#include "base/ascii.h"
#include "text/fold.h"

namespace vigie::query {
namespace {

using Idn = std::unique_ptr<char, decltype(&idn2_free)>;

bool is_at_or_below(std::string_view host, std::string_view site) {
  if (host.size() < site.size() || !same_name(host.substr(host.size() - site.size()), site)) return false;
  return host.size() == site.size() || host[host.size() - site.size() - 1] == '.';
}

}  // namespace

std::string_view host_of(std::string_view link) {
  const auto colon = link.find_first_of(":/?#\\");  // Another `://` may stand in the query of a link.
  if (colon != link.npos && link.substr(colon).starts_with("://")) link.remove_prefix(colon + 3);
  link = link.substr(0, link.find_first_of("/?#\\"));
  if (const auto user = link.rfind('@'); user != link.npos) link.remove_prefix(user + 1);
  link = link.substr(0, link.find(':'));
  while (!link.empty() && link.back() == '.') link.remove_suffix(1);
  return link;
}

std::string network_name(std::string_view host) {
  if (is_ascii(host)) return lower(host);
  const std::string whole(host);
  char* found = nullptr;
  const int fault = idn2_to_ascii_8z(whole.c_str(), &found, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  const Idn owner(found, idn2_free);
  if (fault != IDN2_OK) return text::small_letters(host);
  std::string_view name = found;
  while (name.ends_with('.')) name.remove_suffix(1);  // There are more full stops than the one that host_of() knows.
  return std::string(name);
}

std::string readable_name(const std::string& network_name) {
  if (network_name.find("xn--") == network_name.npos) return network_name;
  char* found = nullptr;
  const int fault = idn2_to_unicode_8z8z(network_name.c_str(), &found, 0);
  const Idn owner(found, idn2_free);
  if (fault != IDN2_OK || query::network_name(found) != network_name) return network_name;
  return found;
}

bool leads_to(std::string_view link, std::string_view site) {
  const auto host = host_of(link);
  return is_ascii(host) ? is_at_or_below(host, site) : is_at_or_below(network_name(host), site);
}

}  // namespace vigie::query
