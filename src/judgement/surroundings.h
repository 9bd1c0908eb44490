// What judgement needs of the house whose readings it judges.
// Threads: any. Errors: as each says.
#pragma once

#include <optional>

#include "base/clock.h"
#include "base/result.h"
#include "post/post.h"
#include "store/store.h"

namespace vigie::judgement {

class Surroundings {
 public:
  virtual ~Surroundings() = default;
  virtual const store::Store& store() const = 0;
  virtual const Clock& clock() const = 0;
  // What the house itself reads in a post, whatever a person has said of it: its mood as of a text in `language`, or
  // else in the language that it reads.
  virtual post::Reading read(const post::Post& post, std::optional<post::LanguageId> language) const = 0;
  // From now on `post`, which is one as it is kept, is read so, everywhere; durable on return. kNotFound: it is gone.
  // kConflict: another version of it is kept by now.
  virtual Result<void> correct(const post::Post& post, const post::Correction& correction) = 0;
};

}  // namespace vigie::judgement
