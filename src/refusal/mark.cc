#include "refusal/mark.h"

#include <sodium.h>

#include <cstring>

#include "base/ascii.h"
#include "base/check.h"

namespace vigie::refusal {
namespace {

static_assert(crypto_shorthash_siphashx24_KEYBYTES == sizeof(Key));
static_assert(crypto_shorthash_siphashx24_BYTES == sizeof(Mark));

std::string hex_of(const void* bytes, std::size_t count) {
  std::string out(2 * count + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), static_cast<const unsigned char*>(bytes), count);
  out.pop_back();
  return out;
}

bool read_hex(std::string_view hex, void* out, std::size_t bytes) {
  std::size_t read = 0;
  return hex.size() == 2 * bytes &&
         sodium_hex2bin(static_cast<unsigned char*>(out), bytes, hex.data(), hex.size(), nullptr, &read, nullptr) ==
             0 &&
         read == bytes;
}

}  // namespace

Mark mark_of(std::string_view identity, const Key& key) {
  std::array<unsigned char, sizeof(Mark)> bytes{};
  crypto_shorthash_siphashx24(bytes.data(), reinterpret_cast<const unsigned char*>(identity.data()), identity.size(),
                              key.data());
  Mark out;
  std::memcpy(&out, bytes.data(), sizeof out);
  return out;
}

std::string to_hex(const Mark& mark) { return hex_of(&mark, sizeof mark); }

std::optional<Mark> mark_of_hex(std::string_view hex) {
  Mark out;
  return read_hex(hex, &out, sizeof out) ? std::optional(out) : std::nullopt;
}

std::string key_file(const std::string& folder) { return folder + "/refusal.key"; }

Result<std::optional<Key>> read_key(Disk& disk, const std::string& folder) {
  const auto text = read_file(disk, key_file(folder));
  if (!text && text.error().code == ErrorCode::kNotFound) return std::optional<Key>();
  if (!text) return text.error();
  Key key{};
  if (!read_hex(trimmed(*text), key.data(), key.size())) {
    return Error{ErrorCode::kCorrupt, key_file(folder) + ": holds no key; bring it back from a back-up"};
  }
  return std::optional(key);
}

Result<Key> make_key(Disk& disk, const std::string& folder) {
  check(sodium_init() >= 0, "refusal: libsodium cannot begin");
  Key key{};
  randombytes_buf(key.data(), key.size());
  if (auto ok = replace_file(disk, key_file(folder), hex_of(key.data(), key.size()) + "\n"); !ok) return ok.error();
  return key;
}

}  // namespace vigie::refusal
