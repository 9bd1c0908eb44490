// Terms too rare for a place in the table of Rising: how often was each heard lately, and how often before? Millions
// of them in a fixed number of cells, never too few, sometimes too many.
//
// A count-min sketch (Cormode, Muthukrishnan 2005) of two rows that raises only what is least (Estan, Varghese 2002),
// each cell with a lately that is halved every ten minutes and a past that fades over half a day; before it stands a
// filter that lets the same voice say the same term once (the doorkeeper of TinyLFU: Einziger, Friedman, Manes 2017).
// Threads: owned by one thread. Errors: none. Units: `term` and `voice` are well mixed hashes.
#pragma once

#include <cstdint>
#include <vector>

#include "base/clock.h"

namespace vigie::signal {

class Newcomers {
 public:
  explicit Newcomers(std::size_t cells);  // A power of two.

  // `times`: how often another span of kAge is over.
  static constexpr Micros kAge = std::chrono::minutes(10);
  void age(std::uint32_t times);

  void prefetch(std::uint64_t term) const;
  // How many voices said it lately, this one among them; 0 if this voice has said it already.
  float hear(std::uint64_t term, std::uint64_t voice);
  float past_an_hour(std::uint64_t term) const;
  void remember(std::uint64_t term, float past_an_hour);  // Of a term that lost its place in the table.

  // What a term that nobody said may seem to have: the noise that a flood leaves.
  float noise() const;
  std::size_t bytes() const { return bytes_of(mask_ + 1); }
  static constexpr std::size_t bytes_of(std::size_t cells) { return 2 * cells * sizeof(Cell) + cells; }

 private:
  struct Cell {
    std::uint16_t lately = 0;  // Voices, in units of a quarter.
    std::uint16_t past = 0;    // What ten minutes bring, in units of a 256th.
  };
  void age_once();
  void clear_door();
  bool enters(std::uint64_t term, std::uint64_t voice);
  std::size_t first(std::uint64_t term) const { return term & mask_; }
  std::size_t second(std::uint64_t term) const { return mask_ + 1 + (term >> 40U & mask_); }

  std::uint64_t mask_;
  std::vector<Cell> cells_;          // Two rows.
  std::vector<std::uint64_t> door_;  // Bits.
  std::size_t door_set_ = 0;
  std::uint64_t lately_sum_ = 0;
  unsigned ages_ = 0;
  float known_ = 0;  // How much of a past's weight lies in what was heard: 1 after some days.
};

}  // namespace vigie::signal
