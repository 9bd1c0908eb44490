// Which intents a post shows: somebody wants, buys, recommends, regrets, leaves, switches from X to Y, asks, complains,
// thanks. Several may hold, each with the words that say so. Rules over words and patterns of our own (`words/`),
// French and English; negation, person and tense decide: "I'd buy" wants, "I bought" buys, "I won't buy" does neither.
// Where intent.h asks what a post wants of us, this asks what its author does or means to do as a customer. It reads
// one post and says nothing of its author; it looks for no belief, health, politics or orientation.
// Threads: immutable, shared by any. Errors: none once made; the lists are checked when it is made.
// Cost: some microseconds a post: for surveys, not for the way of every post.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intent/patterns.h"
#include "intent/phrases.h"
#include "post/post.h"
#include "text/words.h"

namespace vigie::intent {

enum class Kind : std::uint8_t { kWants, kBuys, kRecommends, kRegrets, kLeaves, kSwitches, kAsks, kComplains, kThanks };
constexpr std::size_t kKinds = 9;
std::string_view name_of(Kind kind);  // "wants", "buys", …
std::optional<Kind> kind_of(std::string_view name);

// What makes an intent: words as typed with their place, or the mood in percent, or stars, which have none.
struct Ground {
  std::string_view why;   // "word", "mark", "mood", "rating"
  std::string word;       // At most kGroundBytesMax.
  std::uint8_t part = 0;  // Of Words::texts(); bytes in it. Nowhere: from == to.
  std::uint32_t from = 0, to = 0;
};

struct Shown {
  Kind kind = Kind::kWants;
  std::vector<Ground> grounds;  // At most kGroundsMax.
  std::string from, to;         // Of kSwitches, as typed; never empty there; at most kNameBytesMax.
};

constexpr std::size_t kGroundsMax = 5;
constexpr std::size_t kGroundBytesMax = 200;
constexpr std::size_t kNameBytesMax = 100;  // What is longer is no name.

class IntentsReader {
 public:
  IntentsReader();  // With the lists that are built in.

  // Whether there are lists of that language; of another, and of an unknown one, nothing is read.
  static bool reads(post::LanguageId language);

  // `words` are those of the post, read by query::read_words() or in its order. In order of Kind, each at most once.
  std::vector<Shown> read(const post::Post& post, const text::Words& words, const post::Reading& reading) const;

 private:
  Patterns patterns_;
  Phrases phrases_;  // The lists of intent.h: questions, complaints, thanks.
};

}  // namespace vigie::intent
