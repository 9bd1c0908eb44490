// Any bytes are either refused or give a scenario whose first posts may all enter the house.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "post/validate.h"
#include "rehearsal/play.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie;
  const auto scenario = rehearsal::Scenario::parse({reinterpret_cast<const char*>(bytes), size});
  if (!scenario) return 0;
  rehearsal::PlayOptions options;
  options.base = time_of_micros(1'700'000'000'000'000);
  rehearsal::Play play(*scenario, options);
  post::Batch batch;
  play.until(options.base + scenario->duration(), batch, nullptr, 50);
  for (const auto& item : batch.items()) {
    if (!post::validate(item, options.base + scenario->duration())) std::abort();
  }
  return 0;
}
