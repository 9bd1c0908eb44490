// What the brand's people say when they are played: one answer, in the words of the scenario.
// Threads: owned by one thread. Errors: none.
#pragma once

#include <string>

#include "base/random.h"
#include "post/post.h"
#include "rehearsal/crowd.h"
#include "rehearsal/staff.h"

namespace vigie::rehearsal {

class AnswerWriter {
 public:
  // `script` and `people` outlive it.
  AnswerWriter(const Script& script, const People& people, std::uint64_t seed)
      : script_(script), people_(people), random_(seed) {}

  // Fills text, language and author of `post`. They live in the writer until the next call.
  void write(const Deed& deed, post::Post& post);

 private:
  void sign(const Deed& deed, post::Post& post);

  const Script& script_;
  const People& people_;
  Random random_;
  std::string said_;
  std::string text_;
  std::string id_;
  std::string handle_;
  std::string name_;
};

}  // namespace vigie::rehearsal
