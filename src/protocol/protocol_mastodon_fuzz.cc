// Any bytes, as a Status and as the HTML of one, are read or refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "protocol/html_text.h"
#include "protocol/mastodon.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  static protocol::Mastodon mastodon;
  post::Batch batch;
  if (static_cast<bool>(mastodon.read(text, batch)) != (batch.size() == 1)) std::abort();
  std::vector<protocol::MastodonSeen> seen;
  post::Batch page;
  (void)mastodon.read_all(text, page, seen);
  if (page.size() > seen.size()) std::abort();
  (void)mastodon.read_context(text, page, seen);
  if (page.size() > seen.size()) std::abort();
  if (protocol::read_html(text).text.size() > 4 * size) std::abort();
  return 0;
}
