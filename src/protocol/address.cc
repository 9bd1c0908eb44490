#include "protocol/address.h"

#include <algorithm>
#include <vector>

namespace vigie::protocol {
namespace {

// `http:` of `http://host/path`; empty if the text begins with no scheme.
std::string_view scheme_of(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return {};
  const auto scheme = text.substr(0, colon);
  const bool valid = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
           c == '.';
  });
  return valid ? text.substr(0, colon + 1) : std::string_view();
}

// RFC 3986 §5.2.4, segment by segment.
std::string without_dots(std::string_view path) {
  std::vector<std::string_view> kept;
  bool ends_open = false;
  for (std::size_t i = 1; i <= path.size();) {
    const std::size_t end = std::min(path.find('/', i), path.size());
    const auto segment = path.substr(i, end - i);
    ends_open = segment == "." || segment == "..";
    if (segment == ".." && !kept.empty()) kept.pop_back();
    if (!ends_open) kept.push_back(segment);
    i = end + 1;
  }
  std::string out;
  for (const auto segment : kept) out.append("/").append(segment);
  return ends_open || out.empty() ? out + "/" : out;
}

}  // namespace

std::string resolve(std::string_view base, std::string_view reference) {
  if (!scheme_of(reference).empty()) return std::string(reference);
  const auto scheme = scheme_of(base);
  if (scheme.empty() || !base.substr(scheme.size()).starts_with("//")) return std::string(reference);
  if (reference.empty()) return std::string(base.substr(0, base.find('#')));
  if (reference.starts_with("//")) return std::string(scheme) + std::string(reference);
  const auto host_end = std::min(base.find_first_of("/?#", scheme.size() + 2), base.size());
  const auto root = std::string(base.substr(0, host_end));
  const auto query = std::min(base.find_first_of("?#", host_end), base.size());
  const auto path = base.substr(host_end, query - host_end);
  if (reference[0] == '#') return std::string(base.substr(0, base.find('#'))) + std::string(reference);
  if (reference[0] == '?') return root + std::string(path) + std::string(reference);
  const auto tail_at = std::min(reference.find_first_of("?#"), reference.size());
  const auto tail = reference.substr(tail_at);
  std::string merged(reference.substr(0, tail_at));
  if (reference[0] != '/') {
    const auto slash = path.rfind('/');
    merged = (slash == std::string_view::npos ? "/" : std::string(path.substr(0, slash + 1))) + merged;
  }
  return root + without_dots(merged) + std::string(tail);
}

std::string_view host_of(std::string_view address) {
  const auto scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  address.remove_prefix(scheme + 3);
  address = address.substr(0, address.find_first_of("/?#"));
  if (const auto user = address.rfind('@'); user != std::string_view::npos) address.remove_prefix(user + 1);
  return address.substr(0, address.rfind(':') == address.find(':') ? address.find(':') : std::string_view::npos);
}

}  // namespace vigie::protocol
