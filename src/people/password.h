// Passwords: which may be chosen, and their hash by argon2id (RFC 9106), as libsodium writes it.
// Threads: pure functions; a hash takes some 70 ms and 64 MiB at the usual cost, so call them without a lock and
// not many at once. Errors: a password too weak; no memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vigie::people {

inline constexpr std::size_t kPasswordCharactersMin = 10;
inline constexpr std::size_t kPasswordBytesMax = 1'000;

struct PasswordCost {
  std::uint64_t passes;
  std::size_t memory_bytes;
};
inline constexpr PasswordCost kUsualCost = {2, std::size_t{64} << 20};
inline constexpr PasswordCost kLeastCost = {1, 8'192};  // For tests.

// Long enough, and not the name or one letter again and again. No rule of digits and signs: they make people
// choose what is easily guessed (NIST SP 800-63B §5.1.1.2).
Result<void> check_password(std::string_view password, std::string_view name);

Result<std::string> hash_password(std::string_view password, const PasswordCost& cost);
// Takes as long whether it is the one or not.
bool is_password(std::string_view password, const std::string& hash);
// The hash was made at another cost than this.
bool needs_new_hash(const std::string& hash, const PasswordCost& cost);

}  // namespace vigie::people
