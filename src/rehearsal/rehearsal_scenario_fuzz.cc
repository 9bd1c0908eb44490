// Any bytes are either refused or give a scenario whose first posts may all enter the house, whoever plays it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "post/validate.h"
#include "rehearsal/play.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie;
  const auto scenario = rehearsal::Scenario::parse({reinterpret_cast<const char*>(bytes), size});
  if (!scenario) return 0;
  for (const auto policy : {rehearsal::Policy::kNone, rehearsal::Policy::kDeletes, rehearsal::Policy::kPresent}) {
    rehearsal::PlayOptions options;
    options.base = time_of_micros(1'700'000'000'000'000);
    options.policy = policy;
    rehearsal::Play play(*scenario, options);
    post::Batch batch;
    const Time end = options.base + scenario->duration();
    play.until(end, batch, nullptr, 10);
    for (const auto kind : {rehearsal::ActKind::kAnswered, rehearsal::ActKind::kRemoved, rehearsal::ActKind::kHanded}) {
      if (batch.empty()) break;
      rehearsal::Act act;
      act.kind = kind;
      act.post = batch.items()[0].post.id;
      act.source = batch.items()[0].post.source;
      act.tone = {1, 1, 1};
      play.act(act, end);
    }
    play.until(end, batch, nullptr, 50);
    for (const auto& item : batch.items()) {
      if (!post::validate(item, end)) std::abort();
    }
  }
  return 0;
}
