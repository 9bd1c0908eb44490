// Any bytes as an event stream: read the same wherever they are cut.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "net/sse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie::net;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto read = [&](std::size_t piece_bytes) {
    std::string out;
    EventReader reader([&](const Event& event) { out += event.name + '\n' + event.data + '\n' + event.id + '\n'; });
    for (std::size_t at = 0; at < size; at += piece_bytes) reader.feed(text.substr(at, piece_bytes));
    return out;
  };
  const std::string whole = read(size + 1);
  if (whole != read(1) || whole != read(7)) std::abort();
  return 0;
}
