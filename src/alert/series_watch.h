// What a watch usually gives, and how unusual the minute is that has just ended: of its volume and of its turn. The
// live house, the test of a rule on the past and the simulated weeks all ask this one.
//
// A volume is surprising as far as posts *and* voices are above their baselines: an author who says it ten thousand
// times is one voice. What a large watch says within a minute a small one says within ten: both are looked at, and
// whether the last minutes jump. Threads: owned by one thread. Errors: none.
#pragma once

#include "alert/jump.h"
#include "alert/minute.h"
#include "signal/baseline.h"
#include "signal/rhythm.h"
#include "signal/turn_series.h"

namespace vigie::alert {

struct Verdict {
  float surprise = 0;  // Upwards, in [0, 1]: of the minute, or of the span that it ends.
  float expected = 0;  // Posts in that minute.
  float recent = 0;    // Posts of about the last ten minutes, and their voices.
  float recent_voices = 0;
  int minutes = 1;     // That the surprise is of, with what led to it,
  float of_those = 0;  // and how many posts would be usual in them.
};

class SeriesWatch {
 public:
  // Minutes in order, each once; a gap is time in which nothing was known.
  Verdict close(const MinuteCounts& minute);

  const signal::TurnSeries& turn() const { return turn_; }

 private:
  struct Volume {
    signal::Baseline posts, voices;
  };
  struct Rhythms {
    signal::Rhythm posts, voices;
  };
  static float surprise(Volume& volume, Rhythms& rhythms, const MinuteCounts& counts, Micros width);
  void close_span(const MinuteCounts& minute, Verdict& out);

  Volume minutes_;
  Jump posts_jump_, voices_jump_;
  float recent_posts_ = 0;
  float recent_voices_ = 0;
  std::uint32_t span_posts_ = 0;
  bool span_is_covered_ = true;
  signal::TurnSeries turn_;
  Volume spans_;        // Touched every ten minutes.
  Rhythms of_minutes_;  // Touched once an hour,
  Rhythms of_spans_;    // like these.
};

// Three series: posts, voices, critical posts. Every minute touches the first 312 bytes, 104 a series.
static_assert(sizeof(SeriesWatch) <= 920);

}  // namespace vigie::alert
