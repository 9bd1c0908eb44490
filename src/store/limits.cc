#include "store/limits.h"

#include <array>
#include <cmath>

#include "store/log_format.h"
#include "store/store.h"

namespace vigie::store {
namespace {

constexpr std::array kLimits = {
    Limit{"store.append_items_max", kAppendItemsMax, "items", "more in one append are refused"},
    Limit{"store.segment_posts_max", 262'144, "posts", "a fuller segment is sealed"},
    Limit{"store.segment_log_bytes_max", 64ULL << 20, "bytes", "a segment with a longer log is sealed"},
    Limit{"store.block_items_max", 128, "items", "more are kept in several blocks"},
    Limit{"store.block_raw_bytes_max", kBlockRawBytesMax, "bytes", "a larger block of a log is taken for damage"},
    Limit{"store.blocks_max", kBlocksMax, "blocks", "a segment with more is sealed"},
    Limit{"store.frozen_max", static_cast<std::uint64_t>(kFrozenMax), "segments",
          "with more full segments waiting for the keeper, the writer seals"},
    Limit{"store.merge_segments_min", 8, "segments", "fewer small ones in a row are not made one"},
    Limit{"store.cache_blocks_max", 256, "blocks", "decoded blocks kept for readers; the oldest goes"},
    Limit{"store.page_max", kPageMax, "posts", "a longer page is refused"},
    Limit{"store.buckets_max", kBucketsMax, "buckets", "a finer histogram is refused"},
    Limit{"store.tops_posts_max", kTopsPostsMax, "posts",
          "words, hashtags and links are counted in so many, the newest"},
    Limit{"store.sources_max", kSourcesMax, "sources", "a segment with more is sealed"},
    Limit{"store.torn_bytes_max", kTornBytesMax, "bytes", "of a torn tail, more is cut without being kept aside"},
    Limit{"store.erase_after", 20, "s", "bytes of a deleted post are taken out of log and index after so long"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

post::Reading kept(const post::Reading& reading) {
  const auto in_steps = [](float p) {
    return static_cast<float>(static_cast<std::uint8_t>(std::lround(p * 255))) / 255;
  };
  post::Reading out = reading;
  out.language_p = in_steps(reading.language_p);
  for (float& p : out.mood_p) p = in_steps(p);
  return out;
}

}  // namespace vigie::store
