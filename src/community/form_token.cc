#include "community/form_token.h"

#include <charconv>

#include "community/limits.h"
#include "community/seal.h"

namespace vigie::community {
namespace {

constexpr std::size_t kNumberBytes = 16;
constexpr std::size_t kTokenBytesMax = 200;

std::string mark_of(std::string_view secret, std::string_view slug, std::string_view said) {
  return seal_hex(secret, "form " + std::string(slug) + " " + std::string(said));
}

}  // namespace

// `MICROSECONDS.NUMBER.MARK`
std::string make_form_token(std::string_view secret, std::string_view slug, Time now) {
  const std::string said = std::to_string(micros_of(now)) + "." + secret_hex(kNumberBytes);
  return said + "." + mark_of(secret, slug, said);
}

Form read_form_token(std::string_view secret, std::string_view slug, std::string_view token, Time now) {
  const auto dot = token.find('.');
  const auto last = token.rfind('.');
  if (token.size() > kTokenBytesMax || dot == std::string_view::npos || dot == last) return {};
  if (!is_same_secret(token.substr(last + 1), mark_of(secret, slug, token.substr(0, last)))) return {};
  std::int64_t micros = 0;
  std::from_chars(token.data(), token.data() + dot, micros);  // We wrote it.
  const bool expired = now - time_of_micros(micros) > kFormHolds;
  return {expired ? FormState::kExpired : FormState::kGood, std::string(token.substr(dot + 1, last - dot - 1))};
}

}  // namespace vigie::community
