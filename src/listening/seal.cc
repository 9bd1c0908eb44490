#include "listening/seal.h"

#include <sodium.h>

#include "base/check.h"

namespace vigie::listening {
namespace {

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes_of(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

Result<Seal> Seal::open(Disk& disk, const std::string& key_file) {
  check(sodium_init() >= 0, "listening: libsodium cannot begin");
  auto key = read_file(disk, key_file);
  if (!key && key.error().code != ErrorCode::kNotFound) return key.error();
  if (!key) {
    std::string made(crypto_secretbox_KEYBYTES, '\0');
    randombytes_buf(made.data(), made.size());
    if (auto ok = replace_file(disk, key_file, made); !ok) return ok.error();
    return Seal(std::move(made));
  }
  if (key->size() != crypto_secretbox_KEYBYTES) {
    return Error{ErrorCode::kCorrupt, "listening: " + key_file +
                                          " is no key: bring it back, or remove it and give "
                                          "the sources' secrets anew"};
  }
  return Seal(std::move(*key));
}

std::string Seal::sealed(std::string_view secret) const {
  const std::string plain(secret);
  std::string out(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size(), '\0');
  randombytes_buf(out.data(), crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(bytes_of(out) + crypto_secretbox_NONCEBYTES, bytes_of(plain), plain.size(), bytes_of(out),
                        bytes_of(key_));
  std::string text(sodium_base64_encoded_len(out.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(out), out.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // The NUL.
  return text;
}

Result<std::string> Seal::opened(std::string_view sealed) const {
  const Error broken{ErrorCode::kCorrupt, "the secret was sealed with another key: give it anew"};
  std::string bytes(sealed.size(), '\0');
  std::size_t count = 0;
  const int read = sodium_base642bin(bytes_of(bytes), bytes.size(), sealed.data(), sealed.size(), nullptr, &count,
                                     nullptr, sodium_base64_VARIANT_ORIGINAL);
  constexpr std::size_t kAround = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (read != 0 || count < kAround) return broken;
  std::string out(count - kAround, '\0');
  const int opened = crypto_secretbox_open_easy(bytes_of(out), bytes_of(bytes) + crypto_secretbox_NONCEBYTES,
                                                count - crypto_secretbox_NONCEBYTES, bytes_of(bytes), bytes_of(key_));
  if (opened != 0) return broken;
  return out;
}

}  // namespace vigie::listening
