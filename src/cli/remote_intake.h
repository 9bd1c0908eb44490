// The door of a house that another process runs: loads go to it as posts over its API.
// Threads: as source::Intake asks; loads are sent one after the other, on the submitter's thread.
// Errors: what the server says of a whole load reaches `done`.
#pragma once

#include "base/clock.h"
#include "cli/served.h"
#include "source/intake.h"

namespace vigie::cli {

class RemoteIntake final : public source::Intake {
 public:
  RemoteIntake(Served& served, const Clock& clock) : served_(served), clock_(clock) {}
  bool submit(source::Load load, source::Done done) override;
  bool try_submit(source::Load& load, source::Done& done) override;

 private:
  Result<source::Outcome> send(source::Load& load);
  Result<void> forget_authors(const post::Batch& batch);

  Served& served_;
  const Clock& clock_;
};

}  // namespace vigie::cli
