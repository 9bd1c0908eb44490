// Records that are the values of a JSON document: the elements of an array, or objects that follow each
// other, over as many lines as they like. In a chunk each ends with kValueEnd, which no JSON text holds
// (RFC 7464 ends texts so too), and line breaks stay, so that lines can be counted.
// Threads, errors: as chunks.h has them; an array that is never closed ends in a Reject.
#pragma once

#include "protocol/json_values.h"
#include "source/chunks.h"

namespace vigie::source {

constexpr char kValueEnd = '\x1E';

class ValueChunks final : public Chunks {
 public:
  using Chunks::Chunks;

 private:
  std::optional<Cut> cut(std::string_view text, bool ended) override;
  void drop(std::size_t bytes) override { values_.drop(bytes); }
  void append(std::string_view text, const Cut& value, std::string& raw) const override;

  protocol::JsonValues values_;
};

}  // namespace vigie::source
