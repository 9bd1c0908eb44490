// Who says something of our readings, and what answers and labels need of the house.
// Threads: any. Errors: none.
#pragma once

#include <optional>
#include <string>

#include "api/call.h"
#include "judgement/relevances.h"
#include "judgement/room.h"
#include "watch/house.h"
#include "watch/relevance.h"

namespace vigie::api {

judgement::Colleague colleague_of(const Call& call);

class JudgementRoom final : public judgement::Room {
 public:
  explicit JudgementRoom(watch::House& house) : house_(house) {}  // Outlives it.

  const store::Store& store() const override { return house_.store(); }
  const Clock& clock() const override { return house_.clock(); }
  bool has_watch(judgement::WatchId id) const override { return house_.watches().list()->find(id) != nullptr; }
  post::Reading read(const post::Post& post) const override { return house_.read(post, std::nullopt); }
  std::string mood_version() const override { return std::string(house_.models().mood.version()); }
  void changed() override { house_.live().changed("relevance"); }

 private:
  watch::House& house_;
};

// What live listeners are told.
class LiveRelevance final : public watch::Relevance {
 public:
  explicit LiveRelevance(const judgement::Relevances& relevances) : relevances_(relevances) {}  // Outlives it.
  std::vector<watch::AboutUs> read(const query::Document& document,
                                   std::span<const watch::WatchId> watches) const override;

 private:
  const judgement::Relevances& relevances_;
};

}  // namespace vigie::api
