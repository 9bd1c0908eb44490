// A house as those see it who judge its readings.
// Threads: as judgement::Surroundings. Errors: as the house says.
#pragma once

#include "judgement/surroundings.h"
#include "watch/house.h"

namespace vigie::api {

class JudgedHouse final : public judgement::Surroundings {
 public:
  explicit JudgedHouse(watch::House& house) : house_(house) {}  // Outlives it.

  const store::Store& store() const override { return house_.store(); }
  const Clock& clock() const override { return house_.clock(); }
  post::Reading read(const post::Post& post, std::optional<post::LanguageId> language) const override {
    return house_.read(post, language);
  }
  Result<void> correct(const post::Post& post, const post::Correction& correction) override {
    return house_.correct(post, correction);
  }

 private:
  watch::House& house_;
};

}  // namespace vigie::api
