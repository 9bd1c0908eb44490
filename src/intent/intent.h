// What does this post want of whom it is about: an answer to a question, help with a complaint, an answer to an
// attack, a word back for thanks, or nothing? Read from the words of our own lists (French and English), from marks
// that every language shares (`?`), from the mood and from the stars, each told as a reason. It reads one post and says
// nothing of its author; it looks for no belief, health, politics or orientation.
// Threads: immutable, shared by any. Errors: none once made; the lists are checked when it is made.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intent/phrases.h"
#include "post/post.h"
#include "text/words.h"

namespace vigie::intent {

enum class Wish : std::uint8_t { kNothing, kQuestion, kComplaint, kAttack, kThanks };
std::string_view name_of(Wish wish);  // "nothing", "question", …
std::optional<Wish> wish_of(std::string_view name);

struct Reason {
  std::string_view why;  // "word", "mark", "mood", "rating"
  std::string word;      // As it was typed; of the mood its share in percent, of a rating its stars.
};

struct Intent {
  Wish wish = Wish::kNothing;
  float strength = 0;  // From 1, as the reasons add up.
  std::vector<Reason> reasons;
};

constexpr std::size_t kReasonsMax = 5;

class Reader {
 public:
  Reader();  // With the lists that are built in.

  // `words` are those of the post, read by query::read_words() or in its order.
  Intent read(const post::Post& post, const text::Words& words, const post::Reading& reading) const;

 private:
  Phrases phrases_;
};

}  // namespace vigie::intent
