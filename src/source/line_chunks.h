// Records that are lines. Threads, errors: as chunks.h has them.
#pragma once

#include "source/chunks.h"

namespace vigie::source {

class LineChunks final : public Chunks {
 public:
  using Chunks::Chunks;

 private:
  std::optional<Cut> cut(std::string_view text, bool ended) override;
  void drop(std::size_t bytes) override { scanned_ -= bytes; }
  // The last line of the input may lack its line break.
  void append(std::string_view text, const Cut& line, std::string& raw) const override;

  std::size_t scanned_ = 0;
};

}  // namespace vigie::source
