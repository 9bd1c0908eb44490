#include "source/mastodon_answers.h"

#include <algorithm>

#include "net/url.h"

namespace vigie::source {
namespace {

bool is_refusal(int status) { return status == 401 || status == 403 || status == 422; }

}  // namespace

bool means_no_stream(int status) {
  return is_refusal(status) || status == 400 || status == 404 || status == 405 || status == 406 || status == 410 ||
         status == 426 || status == 501;
}

Error mastodon_trouble(std::string_view host, int status, bool has_token) {
  const std::string who(host);
  const std::string code = " (HTTP " + std::to_string(status) + ")";
  if (is_refusal(status) && has_token) {
    return {ErrorCode::kRefused, who + " refuses the access token: give a new one with the scope read" + code};
  }
  if (is_refusal(status)) {
    return {ErrorCode::kRefused, who + " shows this timeline to its own accounts alone: give an access token" + code};
  }
  if (status == 404 || status == 410) {
    return {ErrorCode::kNotFound,
            who + " has no such timeline: is it a Mastodon server, and is the list there?" + code};
  }
  if (status == 429) return {ErrorCode::kOverloaded, who + " asks us to wait" + code};
  return unavailable(who + " does not answer as it should" + code);
}

std::string mastodon_page_before(std::string_view link) {
  for (;;) {
    const std::size_t begin = link.find('<');
    const std::size_t end = begin == std::string_view::npos ? begin : link.find('>', begin);
    if (end == std::string_view::npos) return {};
    const auto url = link.substr(begin + 1, end - begin - 1);
    const auto rest = link.substr(end, std::min(link.find('<', end), link.size()) - end);
    if (rest.find("rel=\"prev\"") != std::string_view::npos) {
      const auto query = net::parse_query(url.substr(std::min(url.find('?'), url.size() - 1) + 1));
      return query ? std::string(query->get("min_id")) : std::string();
    }
    link.remove_prefix(end + 1);
  }
}

}  // namespace vigie::source
