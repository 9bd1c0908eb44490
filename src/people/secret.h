// Secrets of 256 random bits: what a cookie, an invitation or a token holds. We keep their hash alone, so who
// reads our tables can open nothing.
// Threads: pure functions. Errors: none.
#pragma once

#include <string>
#include <string_view>

namespace vigie::people {

std::string make_secret();  // 43 characters of base64url (RFC 4648 §5).

// BLAKE2b of 256 bits, in 64 hexadecimal digits. A secret is looked up by its hash: how long that takes tells
// nothing of the secret, of which nobody can choose the hash.
std::string hash_of(std::string_view secret);

}  // namespace vigie::people
