#include "signal/newcomers.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/check.h"

namespace vigie::signal {
namespace {

constexpr unsigned kVoice = 4;      // Written for one voice, so that halving it twice leaves something.
constexpr unsigned kPastShift = 6;  // A past fades by a 64th in ten minutes.
constexpr float kPastScale = kVoice << kPastShift;
constexpr std::uint16_t kMost = 65'535;
constexpr float kAgesAnHour = 6;
constexpr std::size_t kDoorBitsMax = 32;     // Set of each 64: beyond it too many strangers would pass for known.
constexpr std::uint32_t kAgesOneByOne = 16;  // Of 16 bits nothing is left then.

}  // namespace

Newcomers::Newcomers(std::size_t cells) : mask_(cells - 1), cells_(2 * cells), door_(cells / 8) {
  check(std::has_single_bit(cells) && cells >= 64 && cells <= 1U << 24U, "signal: newcomers need 2^6 to 2^24 cells");
}

void Newcomers::age(std::uint32_t times) {
  constexpr float kLeft = 1 - 1.0F / (1U << kPastShift);
  known_ = 1 - (1 - known_) * std::pow(kLeft, static_cast<float>(times));
  if (times > kAgesOneByOne) {
    const float left = std::pow(kLeft, static_cast<float>(times - kAgesOneByOne));
    for (auto& cell : cells_) cell.past = static_cast<std::uint16_t>(static_cast<float>(cell.past) * left);
  }
  for (std::uint32_t i = 0; i < std::min(times, kAgesOneByOne); ++i) age_once();
  if (times > 0) clear_door();
}

void Newcomers::age_once() {
  // What is less than a 64th of a step fades once in a while: each step another remainder is rounded up.
  constexpr unsigned kDither = 29;  // Odd, so that 64 steps meet each remainder once.
  constexpr unsigned kRemainders = (1U << kPastShift) - 1;
  const unsigned rounding = ++ages_ * kDither & kRemainders;
  lately_sum_ = 0;
  for (std::size_t at = 0; at < cells_.size(); ++at) {
    auto& cell = cells_[at];
    cell.lately /= 2;  // Of an even flow that is what the last ten minutes brought.
    const unsigned past = cell.past - ((cell.past + rounding) >> kPastShift) + cell.lately;
    cell.past = static_cast<std::uint16_t>(std::min<unsigned>(kMost, past));
    if (at <= mask_) lately_sum_ += cell.lately;
  }
}

void Newcomers::clear_door() {
  std::fill(door_.begin(), door_.end(), 0);
  door_set_ = 0;
}

void Newcomers::prefetch(std::uint64_t term) const {
  __builtin_prefetch(&cells_[first(term)]);
  __builtin_prefetch(&cells_[second(term)]);
}

bool Newcomers::enters(std::uint64_t term, std::uint64_t voice) {
  const auto both = (term ^ voice) * 0x9E3779B97F4A7C15ULL;
  auto& bits = door_[both >> 32U & (door_.size() - 1)];
  const auto bit = std::uint64_t{1} << (both >> 26U & 63U);
  if ((bits & bit) != 0) return false;
  bits |= bit;
  if (++door_set_ > door_.size() * kDoorBitsMax) clear_door();
  return true;
}

float Newcomers::hear(std::uint64_t term, std::uint64_t voice) {
  if (!enters(term, voice)) return 0;
  auto& one = cells_[first(term)].lately;
  auto& other = cells_[second(term)].lately;
  const auto count = static_cast<std::uint16_t>(std::min<unsigned>(kMost, std::min(one, other) + kVoice));
  if (one < count) {
    lately_sum_ += count - one;
    one = count;
  }
  other = std::max(other, count);
  return static_cast<float>(count) / kVoice;
}

float Newcomers::past_an_hour(std::uint64_t term) const {
  if (known_ <= 0) return 0;
  const auto past = std::min(cells_[first(term)].past, cells_[second(term)].past);
  return static_cast<float>(past) / kPastScale * kAgesAnHour / known_;
}

void Newcomers::remember(std::uint64_t term, float past_an_hour) {
  const float past = std::min<float>(kMost, past_an_hour * known_ / kAgesAnHour * kPastScale);
  for (auto* cell : {&cells_[first(term)], &cells_[second(term)]}) {
    cell->past = std::max(cell->past, static_cast<std::uint16_t>(past));
  }
}

float Newcomers::noise() const { return static_cast<float>(lately_sum_) / kVoice / static_cast<float>(mask_ + 1); }

}  // namespace vigie::signal
