// The motive card: who speaks here and why, what becomes of contributions, what is removed, who is paid, how long.
// No page opens without a whole one. Its reasons for removal are frozen when the page opens, and none of them may
// mean "we do not like what it says".
// Threads: plain values. Errors: kInvalid names the member, and for a reason the word that it may not hold.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace vigie::community {

struct Reason {
  std::string id;     // `insult`: small letters, digits, hyphens.
  std::string words;  // "Insults and threats against persons", in the words of the page.
  bool operator==(const Reason&) const = default;
};

struct MotiveCard {
  std::string who;
  std::string why;
  std::string use;
  std::vector<Reason> removal_reasons;  // None: nothing is ever removed.
  std::string paid;
  std::string how_long;
};

struct MotiveVersion {
  std::int64_t version = 1;
  Time at{};
  MotiveCard card;
};

Result<void> check_card(const MotiveCard& card);

// The word of `words` that makes it a reason against what is said and not against how: "négatif", "criticism",
// "off-message". Empty: there is none.
std::string word_against_opinion(std::string_view words);

// Clean UTF-8 of at most so many code points; the message names it.
Result<void> check_words(std::string_view name, std::string_view words, std::size_t points_max);

}  // namespace vigie::community
