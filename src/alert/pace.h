// How fast posts came, minute by minute: when that rose, peaked and had halved. A pace is of a window of some minutes,
// so that chance says little. Threads: a plain value. Errors: none. Units: posts an hour.
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
  };
  // Whole minutes from `from` on.
  Pace(Time from, const std::vector<Minute>& minutes, Micros window);

  double around(Time at) const;
  double before(Time at) const;  // In the window that ends there,
  double after(Time at) const;   // and the one that begins there.
  // By half, and by more than chance would: two standard errors.
  bool rises_at(Time at) const;

  struct Peak {
    Time at{};
    double pace = 0;
  };
  // Of [from, to), by time: between two of them the pace fell to half of the lower. At least half as high as the
  // highest; of more than kPeaksMax the highest.
  std::vector<Peak> peaks(Time from, Time to) const;
  // Since when only half of what the peak had above the usual is left: for a window at least, so that a lull is none.
  std::optional<Time> half_after(const Peak& peak, Time to) const;

 private:
  std::size_t place_of(Time at) const;
  double usual_around(std::size_t place) const;
  std::uint64_t posts_in(std::ptrdiff_t from, std::ptrdiff_t to) const;
  double per_hour(std::ptrdiff_t from, std::ptrdiff_t to) const;

  Time from_{};
  std::ptrdiff_t window_ = 10;
  std::vector<std::uint64_t> posts_;  // Before each minute, and at the end all.
  std::vector<double> usual_;         // The same.
};

}  // namespace vigie::alert
