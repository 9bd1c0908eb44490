// The two hashes of the house. hash64: XXH3, for tables, terms and keys; stable across runs, kept
// in files. crc32c: for finding damaged bytes (RFC 3720 §12.1), by the SSE4.2 instruction.
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace vigie {

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);
std::uint32_t crc32c(std::string_view bytes, std::uint32_t start = 0);

}  // namespace vigie
