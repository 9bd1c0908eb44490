// What a brand or product is judged by: price, quality, service … each with the words by which people say it. A list
// is text (`words/`): sections in brackets, one phrase a line; `*` ends what a word may go on from; after `|` a sign
// (`+`, `-`: the mood that the phrase has in itself) and `?` (it counts only where its clause says nothing surer).
// Threads: plain values. Errors: kInvalid, naming the list and the line.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/limit.h"
#include "base/result.h"

namespace vigie::image {

constexpr std::size_t kAttributesMax = 32;
constexpr std::size_t kPhrasesMax = 5'000;    // Of one attribute in one language.
constexpr std::size_t kPhraseBytesMax = 100;  // Of one line.
constexpr std::size_t kPhraseWordsMax = 12;   // Of one phrase.
constexpr std::size_t kNameBytesMax = 32;     // Small letters, digits, hyphens.
constexpr std::size_t kTitleBytesMax = 80;    // What the pages call it.
constexpr std::size_t kPrefixLettersMin = 3;  // Before `*`.

enum class Language : std::uint8_t { kFrench, kEnglish };
constexpr std::size_t kLanguages = 2;

struct Attribute {
  std::string name;                                          // "price"
  std::array<std::string, kLanguages> titles;                // By Language.
  std::array<std::vector<std::string>, kLanguages> phrases;  // Lines, as in a list.

  bool operator==(const Attribute&) const = default;
};

// Those that are built in.
const std::vector<Attribute>& built_in();

// A list of our own, whose sections are these; it aborts where one of them is wrong.
struct Section {
  std::string_view name, french, english;  // The titles.
};
std::vector<Attribute> listed(std::span<const Section> sections, std::string_view french, std::string_view english);

struct Phrase {
  struct Part {
    std::string folded;
    bool is_prefix = false;
  };
  std::vector<Part> parts;  // Empty: a sign, as `€`.
  std::string sign;
  int polarity = 0;  // -1, 0, 1
  bool is_weak = false;
};
Result<Phrase> phrase_of(std::string_view line);

// Whether they can be read with: names, sizes, each phrase.
Result<void> check_attributes(std::span<const Attribute> attributes);

std::span<const Limit> limits();

}  // namespace vigie::image
