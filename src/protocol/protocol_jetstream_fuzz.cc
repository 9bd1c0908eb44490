// Any bytes are refused or are an event that adds at most one item.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/clock.h"
#include "post/validate.h"
#include "protocol/jetstream.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie;
  static protocol::Jetstream jetstream;
  post::Batch batch;
  const auto event = jetstream.read({reinterpret_cast<const char*>(bytes), size}, batch);
  if (batch.size() != (event && event->added ? 1U : 0U)) std::abort();
  for (const auto& item : batch.items()) static_cast<void>(post::validate(item, Time{}));
  return 0;
}
