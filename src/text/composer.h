// Canonical order and composition (NFC, UAX #15) of a few code points: the rare path of folding,
// for marks that stay.
// Threads: owned by one thread. Errors: none; broken UTF-8 becomes U+FFFD. Owns: memory that is used
// again, so that a steady stream allocates nothing; what it gives out holds until the next call.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vigie::text {

class Composer {
 public:
  // The NFC of a text. Costs a sort of each run of marks.
  std::string_view nfc(std::string_view utf8);

  // A whole text folded, as fold() says.
  std::string_view folded(std::string_view utf8);

  // Of a folded word whose marks may stand apart: composes them and folds what arises: ё.
  std::string_view settled(std::string_view folded);

 private:
  using Points = std::vector<std::int32_t>;  // As utf8proc takes them.

  void decode(std::string_view utf8);
  void compose();
  void reorder();
  std::string_view encode();

  Points points_;
  Points parts_;
  std::string bytes_;
};

}  // namespace vigie::text
