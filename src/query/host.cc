#include "query/host.h"

namespace vigie::query {

std::string_view host_of(std::string_view link) {
  const auto colon = link.find_first_of(":/?#\\");  // Another `://` may stand in the query of a link.
  if (colon != link.npos && link.substr(colon).starts_with("://")) link.remove_prefix(colon + 3);
  link = link.substr(0, link.find_first_of("/?#\\"));
  if (const auto user = link.rfind('@'); user != link.npos) link.remove_prefix(user + 1);
  link = link.substr(0, link.find(':'));
  while (!link.empty() && link.back() == '.') link.remove_suffix(1);
  return link;
}

}  // namespace vigie::query
