// Any bytes, in any pieces, give the same posts and refusals, and an end.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "protocol/csv.h"
#include "protocol/post_json.h"

namespace {

std::string read(std::string_view text, std::size_t piece) {
  using namespace vigie;
  auto posts = protocol::CsvPosts::create({.map = {}, .set = {"time=0"}, .time_format = "", .source = "file:fuzz"});
  post::Batch batch;
  std::string out;
  while (true) {
    protocol::Refused refused;
    const auto state = posts->next(batch, refused);
    if (!state) return out + state.error().message;
    if (*state == protocol::CsvPosts::State::kEnd) break;
    if (*state == protocol::CsvPosts::State::kRefused) out += refused.reason + std::to_string(refused.line);
    if (*state != protocol::CsvPosts::State::kMore) continue;
    posts->feed(text.substr(0, piece));
    text.remove_prefix(std::min(piece, text.size()));
    if (text.empty()) posts->finish();
  }
  for (const auto& item : batch.items()) protocol::write_json(item, out);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (read(text, size + 1) != read(text, 3)) std::abort();
  return 0;
}
