#include "api/router.h"

#include <optional>

namespace vigie::api {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    path.remove_prefix(1);  // The slash.
    out.push_back(path.substr(0, path.find('/')));
    path.remove_prefix(out.back().size());
  }
  return out;
}

std::optional<Arguments> arguments_of(std::span<const std::string_view> wanted, std::span<const std::string> path) {
  if (wanted.size() != path.size()) return std::nullopt;
  Arguments out;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      out.emplace_back(wanted[i].substr(1, wanted[i].size() - 2), path[i]);
    } else if (wanted[i] != path[i]) {
      return std::nullopt;
    }
  }
  return out;
}

void add_method(net::Method method, std::string& allow) {
  if (!allow.empty()) allow += ", ";
  allow += net::name_of(method);
  if (method == net::Method::kGet) add_method(net::Method::kHead, allow);
}

}  // namespace

people::Role role_needed(const Route& route) {
  switch (route.access) {
    case Access::kAnyone:
      return people::Role::kAnyone;
    case Access::kReader:
      return people::Role::kReader;
    case Access::kExpert:
      return people::Role::kExpert;
    case Access::kManager:
      return people::Role::kManager;
    case Access::kByMethod:
      break;
  }
  const bool reads = route.method == net::Method::kGet || route.method == net::Method::kHead;
  return reads ? people::Role::kReader : people::Role::kManager;
}

Router::Router(std::span<const std::span<const Route>> nouns) {
  for (const auto routes : nouns) {
    for (const auto& route : routes) entries_.push_back({segments_of(route.path), &route});
  }
}

Router::Found Router::find(net::Method method, std::span<const std::string> path) const {
  const net::Method wanted = method == net::Method::kHead ? net::Method::kGet : method;
  Found out;
  for (const auto& entry : entries_) {
    auto arguments = arguments_of(entry.segments, path);
    if (!arguments) continue;
    if (entry.route->method == wanted) return {entry.route, std::move(*arguments), {}};
    add_method(entry.route->method, out.allow);
  }
  if (!out.allow.empty()) add_method(net::Method::kOptions, out.allow);
  return out;
}

}  // namespace vigie::api
