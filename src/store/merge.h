// Small logs that follow each other become one: which of them it pays to merge, and the bytes of the one that takes
// their place. Items keep their order and get new places; of what was erased nothing goes along, but the keys that
// shall not come back.
// Threads: pure; a LogMerger is owned by one. Errors: kCorrupt: a log is damaged. It is then to be left alone, for
// damage is set aside where it lies.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "store/block_writer.h"
#include "store/rewrite.h"

namespace vigie::store {

// What a segment would bring along.
struct Weight {
  std::uint64_t posts = 0;
  std::uint64_t log_bytes = 0;
  std::size_t sources = 0;
  bool is_settled = true;  // Else it stays as it is: not sealed, or damaged.
};

struct MergeLimits {
  std::uint64_t posts_max = 0;  // Of one segment. What holds a quarter of it, or less, is small.
  std::uint64_t log_bytes_max = 0;
  std::size_t segments_min = 0;  // Fewer are left alone.
};

struct Neighbours {  // In a list of segments.
  std::size_t from = 0;
  std::size_t to = 0;
  bool empty() const { return from == to; }
};

// The first run of small neighbours that fits into one segment and of which none makes up more than half: so a post
// is written anew a few times only, as a logarithm of how much comes after it.
Neighbours to_merge(std::span<const Weight> weights, const MergeLimits& limits);

class LogMerger {
 public:
  LogMerger(const LogHeader& header, std::uint32_t block_items_max);

  using Places = std::vector<std::pair<Place, Place>>;  // Old and new place of each item; both rise.
  // Adds the log of the next segment, without what `erasures` takes out.
  Result<Places> add(std::string_view file, const Erasures& erasures);

  std::string finish();  // The whole file.

 private:
  LogHeader header_;
  BlockWriter blocks_;
};

}  // namespace vigie::store
