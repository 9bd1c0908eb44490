#include "people/password.h"

#include <sodium.h>

#include <set>

#include "base/check.h"
#include "base/utf8.h"
#include "people/name.h"
#include "text/fold.h"

namespace vigie::people {
namespace {

constexpr std::size_t kDistinctMin = 4;

void begin() { check(sodium_init() >= 0, "people: libsodium cannot begin"); }

// The same word from keyboards that compose accents differently (RFC 8265 §4.2.2).
std::string as_typed(std::string_view password) { return text::nfc(password); }

}  // namespace

Result<void> check_password(std::string_view password, std::string_view name) {
  if (!is_utf8(password)) return invalid("password: must be clean UTF-8");
  if (password.size() > kPasswordBytesMax) {
    return invalid("password: longer than " + std::to_string(kPasswordBytesMax) + " bytes");
  }
  if (code_point_count(password) < kPasswordCharactersMin) {
    return invalid("password: must have " + std::to_string(kPasswordCharactersMin) +
                   " characters or more; some words in a row are easily kept in mind");
  }
  if (std::set<char>(password.begin(), password.end()).size() < kDistinctMin) {
    return invalid("password: is one sign again and again");
  }
  const auto folded = folded_name(password);
  const auto own = folded_name(name);
  if (!own.empty() && (folded == own || folded == own + own)) return invalid("password: must not be the name");
  return {};
}

Result<std::string> hash_password(std::string_view password, const PasswordCost& cost) {
  begin();
  const auto typed = as_typed(password);
  char out[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(out, typed.data(), typed.size(), cost.passes, cost.memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return unavailable("people: no memory to hash a password");
  }
  return std::string(out);
}

bool is_password(std::string_view password, const std::string& hash) {
  begin();
  const auto typed = as_typed(password);
  return crypto_pwhash_str_verify(hash.c_str(), typed.data(), typed.size()) == 0;
}

bool needs_new_hash(const std::string& hash, const PasswordCost& cost) {
  begin();
  return crypto_pwhash_str_needs_rehash(hash.c_str(), cost.passes, cost.memory_bytes) != 0;
}

}  // namespace vigie::people
