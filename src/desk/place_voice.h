// Our own place as a voice: a reply is a post like all others, handed to the intake of the house. Its id comes from the
// key, so that the same reply handed over twice is one.
// Threads: as Voice. Errors: kUnavailable while the house closes or its disk refuses.
#pragma once

#include "source/intake.h"
#include "source/voice.h"
#include "store/store.h"

namespace vigie::desk {

constexpr std::size_t kPlaceGraphemesMax = 5'000;
constexpr std::size_t kPlaceBytesMax = 20'000;

struct PlaceVoiceOptions {
  std::string public_url;  // Under which the place is reached, without a slash at its end; "": by path alone.
  // In a rehearsal the networks are played too: everything is said into the sealed house, and nothing goes out.
  bool speaks_everywhere = false;
};

class PlaceVoice final : public source::Voice {
 public:
  // Both outlive it.
  PlaceVoice(source::Intake& intake, const store::Store& store, PlaceVoiceOptions options)
      : intake_(intake), store_(store), options_(std::move(options)) {}

  bool speaks_to(std::string_view source) const override;
  source::Room room() const override { return {kPlaceGraphemesMax, kPlaceBytesMax}; }
  bool names_author() const override { return true; }
  bool is_us(std::string_view source, std::string_view author_id) const override;
  Result<source::Said> say(const source::Outgoing& outgoing) override;
  Result<bool> stands(const source::Said&) override { return true; }  // What was acknowledged is kept.

 private:
  source::Intake& intake_;
  const store::Store& store_;
  PlaceVoiceOptions options_;
};

}  // namespace vigie::desk
