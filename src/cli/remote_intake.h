// The door of a house that another process serves: each load is decoded here, and its items go through the
// socket in the order and the form in which the log keeps them (`doc/formats/items.md`), so that the
// same input becomes the same whoever keeps it.
// Threads: as source::Intake asks; loads are sent one after the other, on the submitter's thread.
// Errors: what the server says of a load reaches `done`. While its disk refuses the load is sent again, without
// an end, until a stop is asked for.
#pragma once

#include "cli/served.h"
#include "cli/tools.h"
#include "source/intake.h"

namespace vigie::cli {

class RemoteIntake final : public source::Intake {
 public:
  RemoteIntake(Served& served, const Tools& tools) : served_(served), tools_(tools) {}
  bool submit(source::Load load, source::Done done) override;
  bool try_submit(source::Load& load, source::Done& done) override;

 private:
  Result<source::Outcome> send(source::Load& load);
  Result<nlohmann::ordered_json> insist(const std::string& items);

  Served& served_;
  const Tools& tools_;
};

}  // namespace vigie::cli
