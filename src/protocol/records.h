// What every codec of many records says of one that it refused.
// Threads: plain values.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace vigie::protocol {

struct Refused {
  std::size_t record = 0;  // Counted from 1; a header is none.
  std::size_t line = 0;    // Where the record begins, from 1; 0 where lines mean nothing.
  std::string reason;      // A sentence for the reject file: `time: missing`.
  std::string_view bytes;  // The record as it came, borrowed for the call.
};

using OnRefused = std::function<void(const Refused&)>;

}  // namespace vigie::protocol
