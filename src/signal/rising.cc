#include "signal/rising.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "base/check.h"

namespace vigie::signal {
namespace {

constexpr std::uint32_t kBucketsAnAge = static_cast<std::uint32_t>(Newcomers::kAge / kBucket);
constexpr float kAdmittedFrom = 3;       // Voices; of a sketch that is full of noise more.
constexpr float kAdmittedOverNoise = 4;  // So many times the noise more.
constexpr std::uint32_t kWindows[] = {3, kBucketsAnHour};
constexpr float kSpread = 8;  // Counts vary by a third (1 / sqrt(8)) beyond chance.
constexpr float kUsualLeast = 0.05F;
constexpr float kGrowthLeast = 1;  // What is usual by day is so by night: a quiet scope makes nothing rise,
constexpr float kGrowthMost = 4;   // and a flood in it hides little.
constexpr float kGrowthHours = 2;  // Who listened for less knows of none.
constexpr float kGrowthSure = 3;   // Of fewer voices chance makes growth.

std::uint64_t key_of(std::uint64_t term, const Scope& scope) {
  std::uint64_t x =
      term ^ (std::uint64_t{scope.watch} << 8U | (scope.watch == 0 ? scope.language : 0)) * 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 32U)) * 0xD6E8FEB86659FD93ULL;
  x ^= x >> 32U;
  return x == 0 ? 1 : x;
}

// Of a watch all languages together.
std::uint64_t volume_key(const Scope& scope) {
  return std::uint64_t{scope.watch} << 8U | (scope.watch == 0 ? scope.language : 0);
}

float score_of(float count, float usual) {
  if (count < kRisingVoices || count < kRisingTimes * usual) return 0;
  return count * std::log(count / usual) - (count + kSpread) * std::log((count + kSpread) / (usual + kSpread));
}

}  // namespace

Rising::Rising(const Size& size)
    : keys_(size.places), indices_(size.places), newcomers_(size.cells), scopes_max_(size.scopes) {
  places_.reserve(size.places);  // Which takes no memory yet.
  check(std::has_single_bit(size.places) && size.places >= kWays, "signal: the places must be a power of two");
}

std::size_t Rising::bytes() const {
  return keys_.size() * (sizeof(keys_[0]) + sizeof(indices_[0])) + places_.size() * sizeof(Place) + newcomers_.bytes();
}

std::size_t Rising::bytes_max(const Size& size) {
  return size.places * (sizeof(std::uint64_t) + sizeof(std::uint32_t) + sizeof(Place)) +
         Newcomers::bytes_of(size.cells);
}

void Rising::advance(Time at) {
  const auto bucket = bucket_of(at);
  if (bucket <= now_) return;
  if (now_ != 0) newcomers_.age(bucket / kBucketsAnAge - now_ / kBucketsAnAge);
  now_ = bucket;
}

bool Rising::has_room_for_scope() {
  if (volumes_.size() < scopes_max_) return true;
  if (cleared_at_ == now_) return false;
  cleared_at_ = now_;
  std::erase_if(volumes_, [&](const auto& one) { return now_ - one.second.last >= kScopeIdleBuckets; });
  return volumes_.size() < scopes_max_;
}

Rising::Volume* Rising::volume_of(const Scope& scope) {
  const auto key = volume_key(scope);
  const auto found = volumes_.find(key);
  if (found != volumes_.end()) return &found->second;
  if (!has_room_for_scope()) {
    ++counts_.scopes_full;
    return nullptr;
  }
  auto& volume = volumes_[key];
  volume.scope = scope;
  volume.first = now_;
  volume.last = now_;
  volume.history.begin(now_, 0, 0);
  return &volume;
}

const Rising::Volume* Rising::known_volume(const Scope& scope) const {
  const auto found = volumes_.find(volume_key(scope));
  return found == volumes_.end() ? nullptr : &found->second;
}

bool Rising::is_warm(const Scope& scope) const {
  const auto* volume = known_volume(scope);
  return volume != nullptr && now_ - volume->first >= kScopeWarmBuckets;
}

std::vector<Scope> Rising::warm_scopes() const {
  std::vector<Scope> out;
  for (const auto& [key, volume] : volumes_) {
    if (is_warm(volume.scope)) out.push_back(volume.scope);
  }
  return out;
}

std::int64_t Rising::find(std::uint64_t key) const {
  const auto set = (key & (keys_.size() / kWays - 1)) * kWays;
  for (std::size_t way = 0; way < kWays; ++way) {
    if (keys_[set + way] == key) return static_cast<std::int64_t>(set + way);
  }
  return -1;
}

void Rising::hear(Time at, const Said& said) {
  advance(at);
  auto* volume = volume_of(said.scope);
  if (volume == nullptr) return;
  volume->last = now_;
  volume->history.advance(now_);
  volume->history.credit(now_, {1, 1, 1});  // Posts: how much is said, whoever says it.
  ++posts_;
  at_hand_.clear();
  for (const auto& sighting : said.sightings) {
    const auto key = key_of(sighting.term, said.scope);
    __builtin_prefetch(&keys_[(key & (keys_.size() / kWays - 1)) * kWays]);
    newcomers_.prefetch(key);
    at_hand_.push_back(key);
  }
  for (std::size_t i = 0; i < at_hand_.size(); ++i) {
    const auto index = find(at_hand_[i]);
    if (index < 0) {
      if (!said.is_copy) hear_stranger(at_hand_[i], said, said.sightings[i], *volume);
      continue;
    }
    auto& place = place_at(static_cast<std::size_t>(index));
    if (std::exchange(place.heard_in, posts_) == posts_) continue;
    place.history.advance(now_);
    place.history.hear(said.voice, said.cluster);
  }
}

void Rising::hear_stranger(std::uint64_t key, const Said& said, const Sighting& sighting, const Volume& volume) {
  const float count = newcomers_.hear(key, said.voice);
  const float noise = kAdmittedOverNoise * newcomers_.noise();
  if (count < kAdmittedFrom + noise) return;
  const auto index = make_room(key, count);
  if (index < 0) return;
  auto& place = place_at(static_cast<std::size_t>(index));
  keys_[static_cast<std::size_t>(index)] = key;
  place.scope = said.scope;
  place.kind = sighting.kind;
  place.text = sighting.text;
  place.heard_in = posts_;
  place.history.begin(now_, newcomers_.past_an_hour(key), volume.history.hours_known());
  // The voices before this one were heard within two ages, somewhere in them, for all that the sketch knows; and one
  // of them may be another term's.
  const float voices = std::max(0.0F, count - 2 - noise);
  place.history.credit(now_ - 1, {std::max(voices, count - 1), voices, voices});
  place.history.hear(said.voice, said.cluster);
  ++counts_.admitted;
}

// Where a term with so many voices may stand; -1: nowhere.
std::int64_t Rising::make_room(std::uint64_t key, float count) {
  const auto set = (key & (keys_.size() / kWays - 1)) * kWays;
  std::size_t least = set;
  float least_worth = std::numeric_limits<float>::max();
  for (std::size_t at = set; at < set + kWays; ++at) {
    if (keys_[at] == 0) {
      ++counts_.places;
      indices_[at] = static_cast<std::uint32_t>(places_.size());
      places_.emplace_back();
      return static_cast<std::int64_t>(at);
    }
    auto& history = place_at(at).history;
    history.advance(now_);
    const float worth = history.last(kBucketsAnHour).support() + history.usual_an_hour();
    if (worth >= least_worth) continue;
    least = at;
    least_worth = worth;
  }
  if (least_worth >= count) {
    ++counts_.turned_away;
    return -1;
  }
  newcomers_.remember(keys_[least], place_at(least).history.usual_an_hour());
  return static_cast<std::int64_t>(least);
}

// By how much more than usual is said in a scope as a whole in the last `buckets`, which are so many hours.
float Rising::growth(const Scope& scope, std::uint32_t buckets, float hours) {
  const auto volume = volumes_.find(volume_key(scope));
  if (volume == volumes_.end()) return 1;
  auto& history = volume->second.history;
  history.advance(now_);
  if (history.hours_known() < kGrowthHours) return 1;
  const float times = (history.last(buckets).support() + kGrowthSure) / (history.usual_an_hour() * hours + kGrowthSure);
  return std::clamp(times, kGrowthLeast, kGrowthMost);
}

void Rising::judge(Place& place, Time now, std::vector<Rise>& rises) {
  auto& history = place.history;
  history.advance(now_);
  if (history.last(kBucketsAnHour).support() < kRisingVoices || !is_warm(place.scope)) return;
  const float unsure = 1 / (history.hours_known() + 1);  // Who listened for an hour knows nothing of what is rarer.
  const auto into =
      std::chrono::duration<float>(std::clamp<Micros>(now - begin_of(now_), Micros(0), kBucket)) / kBucket;
  Rise best;
  for (const auto window : kWindows) {
    const auto hours = (static_cast<float>(window - 1) + into) / kBucketsAnHour;
    const auto heard = history.last(window);
    const float level = history.usual_an_hour() * growth(place.scope, window, hours);
    const float usual = (std::max(level, history.same_hour(now_)) + unsure) * hours + kUsualLeast;
    const float score = score_of(heard.support(), usual);
    if (score <= best.score) continue;
    best.heard = heard;
    best.usual = usual;
    best.score = score;
    best.since = begin_of(history.first_heard(window));
  }
  if (best.score < kRisingScore) return;
  best.scope = place.scope;
  best.kind = place.kind;
  best.text = place.text;
  rises.push_back(std::move(best));
}

std::vector<Rise> Rising::rising(Time now) {
  advance(now);
  std::vector<Rise> out;
  for (std::size_t at = 0; at < keys_.size(); ++at) {
    if (keys_[at] != 0) judge(place_at(at), now, out);
  }
  std::sort(out.begin(), out.end(), [](const Rise& a, const Rise& b) { return a.score > b.score; });
  if (out.size() > kRisesMax) out.resize(kRisesMax);
  return out;
}

}  // namespace vigie::signal
