// Any bytes are refused, or give an item that is written and read back to the same bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "protocol/json_lines.h"
#include "protocol/post_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  static protocol::JsonLines lines;
  post::Batch batch;
  static_cast<void>(lines.read_array(text, 1'000, batch, [](const protocol::Refused&) {}));
  batch.clear();
  if (!lines.read(text, batch)) return 0;
  std::string once;
  protocol::write_json(batch.items()[0], once);
  if (!lines.read(once, batch)) std::abort();
  std::string twice;
  protocol::write_json(batch.items()[1], twice);
  if (once != twice) std::abort();
  return 0;
}
