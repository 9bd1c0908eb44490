#include "store/merge.h"

#include <algorithm>

#include "store/limits.h"
#include "store/log_scan.h"

namespace vigie::store {
namespace {

constexpr std::uint64_t kSmallPart = 4;  // A segment of at most one in so many of what fits is small.

bool is_small(const Weight& weight, const MergeLimits& limits) {
  return weight.is_settled && weight.posts * kSmallPart <= limits.posts_max &&
         weight.log_bytes * kSmallPart <= limits.log_bytes_max;
}

// The longest that pays and begins at `from`.
Neighbours longest_from(std::span<const Weight> weights, std::size_t from, const MergeLimits& limits) {
  Neighbours best{from, from};
  std::uint64_t posts = 0, log_bytes = 0, largest = 0;
  std::size_t sources = 0;
  for (std::size_t at = from; at < weights.size() && is_small(weights[at], limits); ++at) {
    posts += weights[at].posts;
    log_bytes += weights[at].log_bytes;
    sources += weights[at].sources;
    largest = std::max(largest, weights[at].log_bytes);
    if (posts > limits.posts_max || log_bytes > limits.log_bytes_max || sources > kSourcesMax) break;
    if (at + 1 - from >= limits.segments_min && largest * 2 <= log_bytes) best.to = at + 1;
  }
  return best;
}

}  // namespace

Neighbours to_merge(std::span<const Weight> weights, const MergeLimits& limits) {
  for (std::size_t from = 0; from < weights.size(); ++from) {
    if (const Neighbours run = longest_from(weights, from, limits); !run.empty()) return run;
  }
  return {};
}

LogMerger::LogMerger(const LogHeader& header, std::uint32_t block_items_max) : header_(header) {
  blocks_.begin(0, block_items_max);
}

Result<LogMerger::Places> LogMerger::add(std::string_view file, const Erasures& erasures) {
  const LogScan scan = scan_log(file);
  if (!scan.header_sound || !scan.damages.empty() || scan.sound_bytes != file.size()) {
    return Error{ErrorCode::kCorrupt, "some of its bytes are set aside"};
  }
  Places places;
  for (const auto& block : scan.blocks) {
    const auto payload = unpack_block(file.substr(block.offset));
    if (!payload) return payload.error();
    const auto entries = read_entries(*payload, block.header.item_count);
    if (!entries) return entries.error();
    for (std::uint32_t i = 0; i < entries->size(); ++i) {
      const Entry& entry = (*entries)[i];
      const Place place = place_of(block.header.number, i);
      if (const auto erasure = erasures.find(place); erasure != erasures.end()) {
        if (erasure->second) blocks_.put_refused(*erasure->second);
      } else if (entry.kind == Entry::Kind::kItem) {
        places.emplace_back(place, blocks_.put_item(entry.item));
      } else if (entry.kind == Entry::Kind::kRefused) {
        blocks_.put_refused(entry.key);
      }
    }
  }
  return places;
}

std::string LogMerger::finish() {
  blocks_.end();
  std::string out;
  out.reserve(kLogHeaderBytes + blocks_.bytes().size());
  put_log_header(header_, out);
  out.append(blocks_.bytes());
  return out;
}

}  // namespace vigie::store
