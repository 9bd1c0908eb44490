// How fast posts came, minute by minute: when that rose, peaked and had halved. A pace is of a window of some minutes,
// so that chance says little; minutes that were not heard count neither as time nor as posts. Threads: a plain value.
// Errors: none. Units: posts an hour.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/clock.h"

namespace vigie::alert {

constexpr std::size_t kPeaksMax = 3;

// The window that suits an incident of that length: at least ten minutes, a twenty-fourth of it else.
Micros pace_window(Micros length);

class Pace {
 public:
  struct Minute {
    std::uint32_t posts = 0;
    float usual = 0;
    bool is_heard = true;
  };
  // Whole minutes from `from` on.
  Pace(Time from, const std::vector<Minute>& minutes, Micros window);

  // Whether it can be told: that minute was heard, and half of the window around it.
  bool is_known(Time at) const;
  double around(Time at) const;
  double before(Time at) const;  // In the window that ends there,
  double after(Time at) const;   // and the one that begins there.
  // By half, and by more than chance would: two standard errors. Not where less than half of a window was heard.
  bool rises_at(Time at) const;

  struct Peak {
    Time at{};
    double pace = 0;
  };
  // Of [from, to), by time: between two of them the pace fell to half of the lower. At least half as high as the
  // highest; of more than kPeaksMax the highest. None lies where the pace is not known.
  std::vector<Peak> peaks(Time from, Time to) const;
  // Since when only half of what the peak had above the usual is left: for a window at least, so that a lull is none.
  // None too where it fell while it was not known.
  std::optional<Time> half_after(const Peak& peak, Time to) const;

 private:
  std::size_t place_of(Time at) const;
  double usual_around(std::size_t place) const;
  std::uint64_t posts_in(std::ptrdiff_t from, std::ptrdiff_t to) const;
  std::ptrdiff_t deaf_in(std::ptrdiff_t from, std::ptrdiff_t to) const;
  // Of the minutes that are known at all.
  std::ptrdiff_t heard_in(std::ptrdiff_t from, std::ptrdiff_t to) const;
  double per_hour(std::ptrdiff_t from, std::ptrdiff_t to) const;

  Time from_{};
  std::ptrdiff_t window_ = 10;
  // Before each minute, and at the end all; of minutes that were heard.
  std::vector<std::uint64_t> posts_;
  std::vector<double> usual_;
  std::vector<std::ptrdiff_t> deaf_;  // Minutes that were not.
};

}  // namespace vigie::alert
