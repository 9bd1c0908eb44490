// Writes one post: what a person of a flow says now, in their own way.
// Threads: owned by one thread. Errors: none.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "post/post.h"
#include "rehearsal/crowd.h"
#include "rehearsal/recent.h"
#include "rehearsal/script.h"

namespace vigie::rehearsal {

// Who says what, when, in answer to what.
struct Occasion {
  Micros at{};
  const Move* move = nullptr;
  const Person* person = nullptr;
  const Person* answered = nullptr;
  const RecentPost* parent = nullptr;
  Tongue tongue = Tongue::kFrench;
};

class Writer {
 public:
  explicit Writer(const Script& script) : script_(script), said_(kSaidRemembered) {}

  // Fills the words of `post`: text, title, picture, links. They live in the writer until the next call.
  void write(const Occasion& occasion, Random& random, post::Post& post);
  const Choices& choices() const { return choices_; }  // Made for the last one.

 private:
  static constexpr std::size_t kSaidRemembered = 65'536;
  static constexpr int kAttempts = 6;

  const SayRule& main_rule(const Occasion& occasion, Random& random) const;
  void say(const SayRule& rule, const Occasion& occasion, Random& random, std::string& out);
  void compose(const Occasion& occasion, Random& random);
  void compose_anew(const Occasion& occasion, Random& random);
  void add_tail(const Occasion& occasion, Random& random);
  void find_links();

  const Script& script_;
  std::string sentence_;
  std::string more_;
  std::string text_;
  std::string title_;
  std::string alt_;
  post::Media picture_;
  std::vector<std::string_view> links_;
  Choices choices_;
  std::vector<std::uint64_t> said_;  // Hashes of texts, each at its own place; a newer one takes it over.
  std::map<std::pair<const Move*, Tongue>, std::string> copies_;  // What a raid pastes.
};

}  // namespace vigie::rehearsal
