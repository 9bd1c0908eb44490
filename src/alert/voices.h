// How many distinct authors? Exact up to some hundreds, then an estimate within some per cent from a sample of their
// hashes: those that end in so many zeros (M. Wegman's adaptive sampling; P. Flajolet, Computing 34, 1990).
// Threads: owned by one thread. Errors: none.
#pragma once

#include <cstdint>
#include <unordered_set>

namespace vigie::alert {

constexpr std::size_t kVoicesSampled = 1'024;

class Voices {
 public:
  void add(std::uint32_t author) {
    if ((author & ((1U << depth_) - 1)) != 0) return;
    sample_.insert(author);
    if (sample_.size() > kVoicesSampled) deepen();
  }
  std::size_t held() const { return sample_.size(); }
  std::uint32_t count() const { return static_cast<std::uint32_t>(sample_.size() << depth_); }

 private:
  void deepen() {
    ++depth_;
    for (auto it = sample_.begin(); it != sample_.end();) {
      it = (*it & ((1U << depth_) - 1)) != 0 ? sample_.erase(it) : std::next(it);
    }
  }

  std::unordered_set<std::uint32_t> sample_;
  unsigned depth_ = 0;
};

}  // namespace vigie::alert
