#include "watch/watches_by_id.h"

#include <algorithm>

#include "watch/watches.h"

namespace vigie::watch {
namespace {

constexpr std::size_t kChunkMax = 256;  // A fuller one is cut in two.

WatchId id_of(const std::shared_ptr<const Watch>& watch) { return watch->id; }

auto place_in(const WatchesById::Chunk& chunk, WatchId id) { return std::ranges::lower_bound(chunk, id, {}, id_of); }

}  // namespace

WatchesById::WatchesById(const Chunk& watches) : size_(watches.size()) {
  for (std::size_t from = 0; from < watches.size(); from += kChunkMax) {
    const auto begin = watches.begin() + static_cast<std::ptrdiff_t>(from);
    const auto count = static_cast<std::ptrdiff_t>(std::min(kChunkMax, watches.size() - from));
    chunks_.push_back(std::make_shared<const Chunk>(begin, begin + count));
  }
}

std::size_t WatchesById::chunk_of(WatchId id) const {
  const auto after = std::ranges::upper_bound(chunks_, id, {}, [](const auto& chunk) { return chunk->front()->id; });
  return after == chunks_.begin() ? 0 : static_cast<std::size_t>(after - chunks_.begin()) - 1;
}

std::shared_ptr<const Watch> WatchesById::get(WatchId id) const {
  if (chunks_.empty()) return nullptr;
  const Chunk& chunk = *chunks_[chunk_of(id)];
  const auto place = place_in(chunk, id);
  return place != chunk.end() && (*place)->id == id ? *place : nullptr;
}

WatchesById::Iterator WatchesById::after(WatchId id) const {
  if (chunks_.empty()) return end();
  const auto number = chunk_of(id);
  const Chunk& chunk = *chunks_[number];
  const auto place = std::ranges::upper_bound(chunk, id, {}, id_of);
  const auto* in = chunks_.data() + number;
  return place == chunk.end() ? Iterator(in + 1, 0) : Iterator(in, static_cast<std::size_t>(place - chunk.begin()));
}

void WatchesById::replace(std::size_t number, Chunk watches) {
  const auto at = chunks_.begin() + static_cast<std::ptrdiff_t>(number);
  if (watches.empty()) {
    chunks_.erase(at);
  } else if (watches.size() <= kChunkMax) {
    *at = std::make_shared<const Chunk>(std::move(watches));
  } else {
    const auto middle = watches.begin() + kChunkMax / 2;
    *at = std::make_shared<const Chunk>(watches.begin(), middle);
    chunks_.insert(at + 1, std::make_shared<const Chunk>(middle, watches.end()));
  }
}

void WatchesById::put(const std::shared_ptr<const Watch>& watch) {
  if (chunks_.empty()) chunks_.push_back(std::make_shared<const Chunk>());
  const auto number = size_ == 0 ? 0 : chunk_of(watch->id);
  Chunk chunk = *chunks_[number];
  const auto place = chunk.begin() + (place_in(chunk, watch->id) - chunk.begin());
  if (place != chunk.end() && (*place)->id == watch->id) {
    *place = watch;
  } else {
    chunk.insert(place, watch);
    ++size_;
  }
  replace(number, std::move(chunk));
}

void WatchesById::remove(WatchId id) {
  if (get(id) == nullptr) return;
  const auto number = chunk_of(id);
  Chunk chunk = *chunks_[number];
  chunk.erase(chunk.begin() + (place_in(chunk, id) - chunk.begin()));
  --size_;
  replace(number, std::move(chunk));
}

WatchesById WatchesById::with(std::span<const std::shared_ptr<const Watch>> put, std::span<const WatchId> gone) const {
  WatchesById out = *this;
  for (const auto id : gone) out.remove(id);
  for (const auto& watch : put) out.put(watch);
  return out;
}

}  // namespace vigie::watch
