#include "people/secret.h"

#include <sodium.h>

#include <array>

#include "base/check.h"

namespace vigie::people {
namespace {

constexpr std::size_t kSecretBytes = 32;

void begin() { check(sodium_init() >= 0, "people: libsodium cannot begin"); }

}  // namespace

std::string make_secret() {
  begin();
  std::array<unsigned char, kSecretBytes> bits{};
  randombytes_buf(bits.data(), bits.size());
  std::string out(sodium_base64_encoded_len(bits.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), bits.data(), bits.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.pop_back();  // The NUL.
  return out;
}

std::string hash_of(std::string_view secret) {
  begin();
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(secret.data()), secret.size(),
                     nullptr, 0);
  std::string out(2 * hash.size() + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), hash.data(), hash.size());
  out.pop_back();
  return out;
}

}  // namespace vigie::people
