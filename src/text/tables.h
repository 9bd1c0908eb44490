// What the pass must know of a code point: its class in the grammar of words, and what it folds to.
// Written at build time by tables_maker.cc from Unicode's data, read as two stages of blocks.
// Threads: immutable.
#pragma once

#include <cstdint>
#include <span>

namespace vigie::text {

enum class Class : std::uint8_t {
  kSeparator,
  kLetter,     // Also `_`.
  kDigit,      // Any number: category N.
  kUnspaced,   // Letter or digit of a script written without spaces: a word of its own.
  kMark,       // Of a script that keeps its marks.
  kLooseMark,  // Of no script (U+0301) or of one that drops its marks: nothing without a base.
  kEmoji,
  kRegional,   // Two make a flag.
  kSkin,       // Skin tones, dropped.
  kVariation,  // Variation selectors, dropped.
  kJoiner,     // U+200D.
  kTag,        // Spell the flags of regions after U+1F3F4.
  kKeycap,     // U+20E3.
  kHash,       // `#` and what folds to it.
  kAt,         // `@` and what folds to it.
};

// One entry: bits 0-20 the code point it folds to (0: itself) or, with kSequence, where its
// sequence begins: first the count, then the code points.
struct Entry {
  static constexpr std::uint32_t kValueMask = 0x1FFFFF;
  static constexpr std::uint32_t kClassShift = 21;
  static constexpr std::uint32_t kSequence = 1U << 25U;
  static constexpr std::uint32_t kDropsMarks = 1U << 26U;   // Latin, Greek, Arabic, Hebrew.
  static constexpr std::uint32_t kUnstable = 1U << 27U;     // NFC may compose or replace it (NFC_Quick_Check).
  static constexpr std::uint32_t kPunctuation = 1U << 28U;  // Category P: a link does not end with it.
  static constexpr std::uint32_t kReorders = 1U << 29U;     // Its combining class is not 0.

  std::uint32_t bits;

  Class kind() const { return static_cast<Class>(bits >> kClassShift & 0xFU); }
  std::uint32_t value() const { return bits & kValueMask; }
  bool changes() const { return (bits & (kSequence | kValueMask)) != 0; }
  bool sequence() const { return (bits & kSequence) != 0; }
  bool drops_marks() const { return (bits & kDropsMarks) != 0; }
  bool unstable() const { return (bits & kUnstable) != 0; }
  bool reorders() const { return (bits & kReorders) != 0; }
  // No sequence, nor anything that composes or moves.
  bool is_plain_letter() const { return kind() == Class::kLetter && (bits & (kSequence | kUnstable | kReorders)) == 0; }
  bool punctuation() const { return (bits & kPunctuation) != 0; }
};

constexpr std::uint32_t kBlockBits = 7;

extern const std::uint16_t kBlockOf[0x110000 >> kBlockBits];
extern const std::uint32_t kEntries[];
extern const char32_t kSequences[];

// `c` must be at most U+10FFFF.
inline Entry entry_of(char32_t c) {
  const std::uint32_t block = kBlockOf[c >> kBlockBits];
  return {kEntries[block << kBlockBits | (c & ((1U << kBlockBits) - 1))]};
}

inline std::span<const char32_t> sequence_of(Entry entry) {
  const char32_t* at = kSequences + entry.value();
  return {at + 1, *at};
}

}  // namespace vigie::text
