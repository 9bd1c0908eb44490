// The minutes that still run: counts by watch, of posts by the time at which they were said.
//
// A minute is closed once. A post that comes after its minute was closed counts in the first that is open, as long as
// it is no older than kLateMax: to us it is news now. Older ones change the charts alone, which are read from the
// store. What a source catches up with, after it was not heard, is no volume of now, but turns the share all the same.
// Threads: owned by one thread. Errors: none.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <unordered_map>

#include "alert/inbox.h"
#include "alert/minute.h"
#include "alert/voices.h"

namespace vigie::alert {

constexpr Micros kLateMax = std::chrono::minutes(10);
constexpr std::size_t kOpenEntriesMax = 8'000'000;  // Watches' minutes and their voices, about 400 MB.

class OpenMinutes {
 public:
  using WasCovered = std::function<bool(Time minute)>;

  explicit OpenMinutes(std::size_t entries_max = kOpenEntriesMax) : entries_max_(entries_max) {}

  // `open_from`: the first minute that is not closed; `now` runs. What claims to be said later was said now.
  void add(std::span<const Heard> heard, Time open_from, Time now, const WasCovered& was_covered);

  // By watch, and forgets it. The last minute of a span has all that were heard in it.
  std::unordered_map<std::uint32_t, MinuteCounts> close(Time minute);
  void clear() {
    minutes_.clear();
    spans_.clear();
    entries_ = 0;
  }
  std::uint64_t lost() const { return lost_; }  // Posts of which there was no room for all; ever.

 private:
  struct Counts {
    std::uint32_t posts = 0, written = 0, critical = 0;
    Voices voices;
  };
  template <typename Of>
  Of* room_for(std::unordered_map<std::uint32_t, Of>& of_minute, std::uint32_t watch);
  bool add_voice(Voices& voices, std::uint32_t author);

  std::size_t entries_max_;
  std::size_t entries_ = 0;
  std::uint64_t lost_ = 0;
  std::map<Time, std::unordered_map<std::uint32_t, Counts>> minutes_;
  std::map<Time, std::unordered_map<std::uint32_t, Voices>> spans_;  // By their last minute.
};

}  // namespace vigie::alert
