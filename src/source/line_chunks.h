// Cuts what an Unpack gives into chunks of whole lines, each a load for the workers. Chunks depend
// on the bytes alone, so the same file gives the same loads.
// Threads: owned by one thread. Errors: those of the Unpack; a line beyond its limit is a Reject.
#pragma once

#include <string>
#include <vector>

#include "source/intake.h"
#include "source/unpack.h"

namespace vigie::source {

constexpr std::size_t kChunkLinesMax = 512;
constexpr std::size_t kChunkBytesMax = 1 << 20;

struct Chunk {
  std::string raw;  // Whole lines; the last may lack its newline at the end of the input.
  Place first;
  std::uint64_t records = 0;    // Lines that are not blank, those of `rejects` included.
  std::vector<Reject> rejects;  // Lines longer than the limit, which are not in `raw`.
};

class LineChunks {
 public:
  explicit LineChunks(Unpack& input) : input_(input) {}

  // False: the end. After an error, what came before it has been given.
  Result<bool> next(Chunk& chunk);
  // After an error: the line that it broke off, and where that stands.
  std::string_view broken() const { return std::string_view(buffer_).substr(from_); }
  Place place() const { return place_; }

 private:
  Result<bool> fill();
  bool take_lines(Chunk& chunk);
  void skip_long_line(Chunk& chunk);

  Unpack& input_;
  std::string buffer_;
  std::size_t from_ = 0;
  bool ended_ = false;
  bool skipping_ = false;  // Inside a line beyond the limit.
  Place place_{1, 1};
};

}  // namespace vigie::source
