// The life of an incident as it can be told afterwards: its curve, and what happened when. Made of what is kept alone:
// made again it is the same. `doc/signals.md` says how each moment is found.
// Threads: any. Errors: what the store says.
// Cost: four weeks of histograms by minute, as to warm a watch, and what echoes.h reads.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "alert/alert.h"
#include "alert/echoes.h"
#include "alert/history.h"
#include "base/result.h"
#include "store/store.h"

namespace vigie::alert {

constexpr std::size_t kShareColumns = 40;
constexpr std::size_t kTimelinePoints = 180;                  // About; the step is one that people know.
constexpr Micros kTimelineMax = std::chrono::hours(24 * 92);  // Of a longer incident the last so much.
constexpr std::size_t kTippingMax = 5;
constexpr std::uint64_t kTippingVoicesMin = 5;
constexpr std::size_t kGrewMax = 8;

enum class Event : std::uint8_t {
  kFirstPost,     // The oldest that was counted; of a turn, the oldest critical one of the hours judged.
  kTipping,       // Many took it up, and after it the pace rose.
  kBegan,         // The alert.
  kGrew,          // By half since it was last said.
  kCrisis,        // kCrisisPosts critical posts were counted.
  kTold,          // Somebody outside, by a rule.
  kAcknowledged,  // A colleague has it.
  kAnswered,      // One of us, for the first time.
  kPeak,
  kHalf,  // Half of what the highest peak had above the usual is left.
  kEnded
};
std::string_view name_of(Event event);

struct Moment {
  Event event{};
  Time at{};
  std::optional<PostKey> post = {};
  std::uint64_t voices = 0;      // That took the post up.
  double before = 0, after = 0;  // A tipping post's: posts an hour around it.
  double pace = 0;               // A peak's: posts an hour.
};

struct TimelinePoint {
  Time from{};
  std::uint64_t posts = 0;
  std::uint64_t voices = 0;
  double usual = 0;        // Posts that were to be expected, as the detector saw it.
  signal::Share critical;  // Of those that are no reposts.
};

// The same in longer steps, so that shares are of more than a few posts.
struct ShareColumn {
  Time from{};
  signal::Share critical;
  std::optional<signal::Interval> band;  // Where that share usually lies.
};

struct Timeline {
  store::Span span;
  std::vector<Gap> gaps;  // Where not everything was heard.
  Micros step{};
  Micros window{};  // Of the paces.
  std::vector<TimelinePoint> points;
  Micros share_step{};
  std::vector<ShareColumn> shares;
  std::vector<Moment> moments;  // By time.
  std::optional<Micros> half_life;
  std::uint64_t posts_read = 0;  // For those that tip, of so many.
  std::uint64_t posts_of = 0;
};

struct TimelineWorld {
  const store::Store& store;
  std::function<Listened(const store::Span& span)> listened;  // What the house could hear.
  // Where sources from which posts of the query can come were not heard; none: nowhere.
  std::function<std::vector<Gap>(const query::Query& query, const store::Span& span)> gaps = {};
  IsOurs is_ours = {};
  std::optional<Time> told_at = {};  // By the first rule that told of it.
  // What the desk has sent in a span of time; none: nothing.
  std::function<Result<std::vector<OwnReply>>(const store::Span& span)> own_replies = {};
};

Result<Timeline> read_timeline(const Alert& alert, const TimelineWorld& world);

}  // namespace vigie::alert
