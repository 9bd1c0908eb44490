#include "watch/tallies.h"

namespace vigie::watch {

void Tallies::add(std::span<const WatchId> watches, post::Mood mood) {
  for (const WatchId id : watches) {
    auto& tally = counted_[id];
    ++tally.posts;
    ++tally.moods[static_cast<std::size_t>(mood)];
  }
}

std::string Tallies::take(std::size_t watches_max) {
  if (to_tell_.empty()) {
    to_tell_.assign(counted_.begin(), counted_.end());
    counted_.clear();
  }
  std::string out = "{";
  for (std::size_t i = 0; i < watches_max && !to_tell_.empty(); ++i) {
    const auto [id, tally] = to_tell_.back();
    to_tell_.pop_back();
    out += (i == 0 ? "\"" : ",\"") + std::to_string(id) + "\":{\"posts\":" + std::to_string(tally.posts) +
           ",\"negative\":" + std::to_string(tally.moods[0]) + ",\"neutral\":" + std::to_string(tally.moods[1]) +
           ",\"positive\":" + std::to_string(tally.moods[2]) + "}";
  }
  return out + "}";
}

}  // namespace vigie::watch
