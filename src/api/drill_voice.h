// Whoever answers in a rehearsal is heard by its public: the reply is said in the sealed house, on whatever network its
// post stands there, and the public is told. Nothing goes out.
// Threads: as source::Voice. Errors: those of the drill.
#pragma once

#include "source/drill_source.h"
#include "source/voice.h"

namespace vigie::api {

class DrillVoice final : public source::Voice {
 public:
  explicit DrillVoice(source::DrillSource& drill) : drill_(drill) {}  // Outlives it.

  bool speaks_to(std::string_view source) const override;
  source::Room room() const override;
  bool names_author() const override { return true; }
  bool is_us(std::string_view source, std::string_view author_id) const override;
  Result<source::Said> say(const source::Outgoing& outgoing) override;
  Result<bool> stands(const source::Said&) override { return true; }  // What was acknowledged is kept.

 private:
  source::DrillSource& drill_;
};

}  // namespace vigie::api
