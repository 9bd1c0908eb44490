#include "alert/timeline.h"

#include <algorithm>

#include "alert/dispatch.h"
#include "alert/history.h"
#include "alert/pace.h"
#include "alert/series_watch.h"

namespace vigie::alert {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Micros kContextMin = hours(1);  // Shown before the incident,
constexpr Micros kContextMax = hours(24);
constexpr Micros kLead = hours(1);  // What tips may be so much older than the first post counted.
constexpr minutes kSteps[] = {minutes(1),  minutes(2),   minutes(5),   minutes(10),  minutes(15), minutes(30),
                              minutes(60), minutes(120), minutes(180), minutes(360), minutes(720)};
constexpr std::string_view kNames[] = {"first_post",   "tipping",  "began", "grew", "crisis", "told",
                                       "acknowledged", "answered", "peak",  "half", "ended"};

Micros step_of(Micros length) {
  for (const auto step : kSteps) {
    if (length / Micros(step) <= static_cast<std::int64_t>(kTimelinePoints)) return step;
  }
  return hours(24);
}

Time whole(Time at, Micros step) { return time_of_micros(micros_of(at) / step.count() * step.count()); }

// One minute of the curve.
struct Minute {
  std::uint32_t posts = 0, written = 0, critical = 0;
  float usual = 0;
};

class Reading {
 public:
  Reading(const Alert& alert, const TimelineWorld& world) : alert_(alert), world_(world) {
    const auto& incident = alert.course.incident;
    begin_ = std::min(alert.course.from, incident.began_at);
    end_ = std::max(incident.ended_at.value_or(alert.evidence.to), incident.began_at + kMinute);
    begin_ = std::max(begin_, end_ - kTimelineMax);
    const Micros length = end_ - begin_;
    const Micros context = std::clamp(length, kContextMin, kContextMax);
    out_.step = step_of(length + context);
    out_.span = {whole(begin_ - context, out_.step), whole(end_ - Micros(1), out_.step) + out_.step};
    out_.window = pace_window(length);
  }

  Result<Timeline> read() {
    say_what_is_kept();
    const auto query = alert_.query.empty() ? Result<query::Query>(invalid("")) : query::parse(alert_.query);
    if (query) {  // Else nothing was counted, or whoever it names is forgotten.
      if (world_.gaps) out_.gaps = world_.gaps(*query, {out_.span.from, std::min(out_.span.to, end_)});
      if (auto ok = read_minutes(); !ok) return ok.error();
      if (auto ok = put_points(*query); !ok) return ok.error();
      put_paces();
      if (auto ok = put_posts(*query); !ok) return ok.error();
    }
    std::stable_sort(out_.moments.begin(), out_.moments.end(), [](const Moment& left, const Moment& right) {
      return left.at != right.at ? left.at < right.at : left.event < right.event;
    });
    return std::move(out_);
  }

 private:
  bool is_shown(Time at) const { return at >= out_.span.from && at <= out_.span.to; }
  void add(Moment moment) {
    if (is_shown(moment.at)) out_.moments.push_back(std::move(moment));
  }

  void say_what_is_kept() {
    const auto& incident = alert_.course.incident;
    add({Event::kBegan, incident.began_at});
    if (world_.told_at) add({Event::kTold, *world_.told_at});
    if (alert_.acknowledged) add({Event::kAcknowledged, alert_.acknowledged->at});
    if (incident.ended_at) add({Event::kEnded, *incident.ended_at});
  }

  // The detector once more, warmed as it was: what it took for usual, and when the incident grew.
  Result<void> read_minutes() {
    minutes_.resize(static_cast<std::size_t>((out_.span.to - out_.span.from) / kMinute));
    SeriesWatch series;
    std::optional<Course> course;
    std::uint64_t critical = 0;
    const auto on_minute = [&](const MinuteCounts& minute) {
      const auto verdict = series.close(minute);
      if (minute.from < out_.span.from || minute.from >= out_.span.to) return;
      minutes_[static_cast<std::size_t>((minute.from - out_.span.from) / kMinute)] = {
          minute.posts, minute.written, minute.critical, verdict.expected};
      if (minute.from < begin_ || minute.from >= end_) return;
      critical += minute.critical;
      follow(minute, verdict, series, course);
      if (critical >= kCrisisPosts && critical - minute.critical < kCrisisPosts)
        add({Event::kCrisis, minute.from + kMinute});
    };
    const store::Span span{out_.span.from - kWarmFrom, std::min(out_.span.to, end_)};
    const auto read = each_minute(world_.store, alert_.query, span, world_.listened(span), on_minute);
    return read ? Result<void>{} : Result<void>(read.error());
  }

  void follow(const MinuteCounts& minute, const Verdict& verdict, const SeriesWatch& series,
              std::optional<Course>& course) {
    const auto kind = alert_.kind;
    const Time until = minute.from + kMinute;
    if (kind != Kind::kSurprise && kind != Kind::kShare) return;
    if (!course && until >= alert_.course.incident.began_at) {
      course = alert_.course;
      const auto level = kind == Kind::kSurprise
                             ? std::max(static_cast<double>(minute.posts), static_cast<double>(verdict.recent) / 10)
                             : static_cast<double>(alert_.course.now.part) /
                                   std::max(1.0, static_cast<double>((until - alert_.course.from) / kMinute));
      course->incident = Incident::begin(until, level);
      return;
    }
    if (!course || goes_on(kind, *course, minute, verdict, series) != Step::kGrew || grew_ == kGrewMax) return;
    ++grew_;
    add({Event::kGrew, until});
  }

  Result<void> put_points(const query::Query& query) {
    const auto counts = world_.store.histogram(query, {out_.span.from, std::min(out_.span.to, end_)}, out_.step);
    if (!counts) return counts.error();
    const auto per_step = static_cast<std::size_t>(out_.step / kMinute);
    for (std::size_t i = 0; i < counts->buckets.size(); ++i) {
      TimelinePoint point;
      point.from = counts->buckets[i].start;
      point.voices = counts->buckets[i].count.voices;
      const auto stop = std::min(minutes_.size(), (i + 1) * per_step);
      for (std::size_t minute = i * per_step; minute < stop; ++minute) {
        point.posts += minutes_[minute].posts;
        point.usual += static_cast<double>(minutes_[minute].usual);
        point.critical.part += minutes_[minute].critical;
        point.critical.whole += minutes_[minute].written;
      }
      out_.points.push_back(point);
    }
    put_shares();
    return {};
  }

  void put_shares() {
    const auto steps = std::max<std::size_t>(1, (out_.points.size() + kShareColumns - 1) / kShareColumns);
    out_.share_step = static_cast<std::int64_t>(steps) * out_.step;
    for (std::size_t i = 0; i < out_.points.size(); ++i) {
      if (i % steps == 0) out_.shares.push_back({out_.points[i].from, {}, {}});
      out_.shares.back().critical.part += out_.points[i].critical.part;
      out_.shares.back().critical.whole += out_.points[i].critical.whole;
    }
    for (auto& column : out_.shares) {
      if (alert_.course.usual && column.critical.whole > 0)
        column.band = alert_.course.usual->band(column.critical.whole);
    }
  }

  void put_paces() {
    std::vector<Pace::Minute> counts;
    const auto known = std::min(out_.span.to, end_);
    const Covered covered(out_.gaps);
    for (std::size_t i = 0; out_.span.from + static_cast<std::int64_t>(i) * kMinute < known && i < minutes_.size();
         ++i) {
      const Time from = out_.span.from + static_cast<std::int64_t>(i) * kMinute;
      counts.push_back({minutes_[i].posts, minutes_[i].usual, covered.is_whole(from, from + kMinute)});
    }
    pace_ = Pace(out_.span.from, counts, out_.window);
    const auto peaks = pace_->peaks(std::max(begin_, out_.span.from), known);
    const Pace::Peak* highest = nullptr;
    for (const auto& peak : peaks) {
      Moment moment{Event::kPeak, peak.at};
      moment.pace = peak.pace;
      add(std::move(moment));
      if (highest == nullptr || peak.pace > highest->pace) highest = &peak;
    }
    const auto half = highest == nullptr ? std::nullopt : pace_->half_after(*highest, known);
    if (!half) return;
    out_.half_life = *half - highest->at;
    add({Event::kHalf, *half});
  }

  Result<void> put_posts(const query::Query& query) {
    const auto& first = alert_.evidence.first;
    if (first) {
      const auto hit = world_.store.get(first->source, first->id);
      if (!hit) return hit.error();
      if (*hit) add({Event::kFirstPost, (*hit)->post.created_at, *first});
    }
    const store::Span span{std::max(out_.span.from, begin_ - kLead), end_};
    const auto own = world_.own_replies ? world_.own_replies(span) : std::vector<OwnReply>{};
    if (!own) return own.error();
    const auto echoes = read_echoes(world_.store, query, span, world_.is_ours, *own);
    if (!echoes) return echoes.error();
    out_.posts_read = echoes->read;
    out_.posts_of = echoes->of;
    if (echoes->answer) add({Event::kAnswered, echoes->answer->at, echoes->answer->post});
    std::size_t tipping = 0;
    for (const auto& echo : echoes->taken_up) {
      if (echo.voices < kTippingVoicesMin || tipping == kTippingMax) break;
      if (!pace_->rises_at(echo.at)) continue;
      ++tipping;
      Moment moment{Event::kTipping, echo.at, echo.post, echo.voices};
      moment.before = pace_->before(echo.at);
      moment.after = pace_->after(echo.at);
      add(std::move(moment));
    }
    return {};
  }

  const Alert& alert_;
  const TimelineWorld& world_;
  Time begin_{}, end_{};  // Of the incident.
  std::vector<Minute> minutes_;
  std::optional<Pace> pace_;
  std::size_t grew_ = 0;
  Timeline out_;
};

}  // namespace

std::string_view name_of(Event event) { return kNames[static_cast<std::size_t>(event)]; }

Result<Timeline> read_timeline(const Alert& alert, const TimelineWorld& world) { return Reading(alert, world).read(); }

}  // namespace vigie::alert
