// What the composer says of a reply before it goes out: its length there, its links, and three quiet hints. It helps
// and forbids nothing but what the network refuses. Threads: immutable, shared by any. Errors: none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "intent/phrases.h"
#include "source/voice.h"

namespace vigie::desk {

enum class HintKind : std::uint8_t { kUseful, kCommercial, kPersonal };
std::string_view name_of(HintKind kind);  // "useful", …

struct Hint {
  HintKind kind{};
  std::size_t from = 0, to = 0;  // In code points; equal: the whole text.
  std::string detail;  // "nothing_to_hold", "word", "exclamations", "price", "iban", "card", "telephone", "email"
};

struct Checked {
  std::size_t graphemes = 0;
  std::size_t bytes = 0;
  std::vector<std::string> links;
  std::vector<Hint> hints;

  bool fits(const source::Room& room) const { return graphemes <= room.graphemes_max && bytes <= room.bytes_max; }
};

// User-perceived characters (UAX #29), as Bluesky counts them.
std::size_t grapheme_count(std::string_view utf8);

class Check {
 public:
  Check();  // With the lists that are built in.
  Checked read(std::string_view utf8) const;

 private:
  intent::Phrases selling_, leading_;
};

}  // namespace vigie::desk
