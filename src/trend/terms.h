// The terms of a post that may become trends, and the words by which its copies are known.
// Threads: owned by one thread. Errors: none. Borrows: the texts of the post read last.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "signal/rising.h"
#include "trend/overheard.h"

namespace vigie::trend {

class Terms {
 public:
  void read(const Overheard::Post& post);

  // Words and phrases first, then what means the same in every language: hashtags, links, emoji.
  std::span<const signal::Sighting> all() const { return sightings_; }
  std::span<const signal::Sighting> of_all_languages() const { return all().subspan(spoken_); }

  // Without mentions and links: copies are addressed to others and count their clicks.
  std::span<const std::uint64_t> copy_words() const { return copy_words_; }

 private:
  void add_word(const Overheard::Post& post, const Word& word);
  void add_phrase(const Overheard::Post& post, const Word& first, const Word& second);

  std::vector<signal::Sighting> sightings_;
  std::vector<signal::Sighting> tags_;
  std::vector<std::uint64_t> copy_words_;
  std::string phrases_;  // Those whose words are not beside one another; never more than was reserved.
  std::size_t spoken_ = 0;
};

// A link as it is shown and compared: without scheme, `www.`, fragment and counters of campaigns.
std::string_view plain_link(std::string_view link);

}  // namespace vigie::trend
