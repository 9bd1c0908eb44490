// How right are our readings here? Posts drawn at random from all that are kept are labelled by people, who do not see
// what was read first; what they say against what was read is the installation's own accuracy.
//
// The draw is even: every kept post is as likely as any other, whatever the time it was said at. A post is offered to
// each account once, labelled or passed over. Reposts and posts without words are not offered: they have no mood of
// their own. Threads: any. Errors: kNotFound: nothing left to offer, the post is gone, or it was not drawn for them;
// what the database and the store say.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/guarded.h"
#include "base/random.h"
#include "base/result.h"
#include "judgement/sample_book.h"

namespace vigie::judgement {

constexpr int kDrawsMax = 50;  // Tries for one post that is new to an account.

// What was said against what was read.
struct Agreement {
  std::uint64_t n = 0, right = 0;
  std::uint64_t cells[3][3] = {};  // [said][read], by post::Mood.
};

// Of each post the last label; of the models that read now.
struct Accuracy {
  Agreement mood;
  std::map<post::LanguageId, Agreement> by_language;  // As read by us; as said where somebody said it.
  std::uint64_t languages = 0, languages_right = 0;   // Labels that say a language.
  std::uint64_t earlier = 0;                          // Posts labelled when other models read: in no figure above.
};

class Sample {
 public:
  static Result<std::unique_ptr<Sample>> open(const std::string& path, Room& room, std::uint64_t seed);

  // A post for this person, who has not been offered it before. None: nothing was found.
  Result<std::optional<store::Hit>> draw(const Colleague& by);
  Result<void> label(const std::string& source, const std::string& id, post::Mood mood,
                     std::optional<post::LanguageId> language, const Colleague& by);
  Result<Accuracy> accuracy();
  Result<void> sweep();  // Of posts that are gone nothing stays.

 private:
  struct State {
    std::unique_ptr<SampleBook> book;
    Random random{1};
  };
  Sample(State state, Room& room) : state_(std::move(state)), room_(room) {}

  Guarded<State> state_;
  Room& room_;
};

}  // namespace vigie::judgement
