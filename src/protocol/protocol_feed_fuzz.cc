// Any bytes are read as a feed or refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "protocol/feed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie;
  post::Batch batch;
  protocol::FeedOptions options;
  options.url = "https://a.example/b/c?d";
  const auto count = protocol::read_feed({reinterpret_cast<const char*>(bytes), size}, options, batch);
  if (batch.size() != (count ? *count : 0U)) std::abort();
  return 0;
}
