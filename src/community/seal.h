// Secrets of the place: chance that nobody guesses, and marks that nobody else can make (HMAC-SHA-256, RFC 2104).
// Threads: pure functions. Errors: none; a machine without chance ends the process (check).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vigie::community {

std::string secret_hex(std::size_t bytes);                          // So many bytes of chance, in hexadecimal.
std::string seal_hex(std::string_view key, std::string_view text);  // 64 digits.
std::string digest_hex(std::string_view text);                // SHA-256: to know a secret again without keeping it.
bool is_same_secret(std::string_view a, std::string_view b);  // In a time that tells nothing of where they differ.

}  // namespace vigie::community
