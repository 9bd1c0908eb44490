// Any bytes are read as a feed or refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "protocol/feed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie;
  protocol::FeedOptions options;
  options.url = "https://a.example/b/c?d";
  auto posts = protocol::FeedPosts::create({reinterpret_cast<const char*>(bytes), size}, options);
  if (!posts) return 0;
  post::Batch batch;
  protocol::Refused about;
  while (posts->next(batch, about)) {
    if (batch.size() != (about.reason.empty() ? 1U : 0U)) std::abort();
    batch.clear();
  }
  return 0;
}
