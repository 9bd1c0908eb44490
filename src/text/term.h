// What watches and index compare instead of texts: a word's hash, by its kind.
// Threads: pure functions. Errors: none.
#pragma once

#include <cstdint>
#include <string_view>

namespace vigie::text {

enum class Kind : std::uint8_t { kWord, kEmoji, kHashtag, kMention };

// Kinds share one hash of the folded bytes and differ by a constant, so that a word is hashed once.
// An emoji hashes as a plain word.
constexpr std::uint64_t kHashtagSalt = 0x9E3779B97F4A7C15ULL;
constexpr std::uint64_t kMentionSalt = 0xC2B2AE3D27D4EB4FULL;
constexpr std::uint64_t kExactSalt = 0x165667B19E3779F9ULL;

constexpr std::uint64_t salt_of(Kind kind) {
  if (kind == Kind::kHashtag) return kHashtagSalt;
  return kind == Kind::kMention ? kMentionSalt : 0;
}

// The hash under which a word is known.
std::uint64_t term_of(Kind kind, std::string_view folded);
// The hash of a word exactly as typed, in NFC. Of a word typed as it folds: its plain term, salted.
std::uint64_t exact_of(std::string_view nfc);

}  // namespace vigie::text
