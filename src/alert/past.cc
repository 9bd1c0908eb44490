#include "alert/past.h"

#include <algorithm>
#include <deque>

#include "alert/named.h"

namespace vigie::alert {
namespace {

class Trial {
 public:
  Trial(const Rule& rule, const TriedWatch& watch, Time from) : rule_(rule), watch_(watch), from_(from) {}

  void close(const MinuteCounts& minute) {
    ++out_.minutes_read;
    if (!known_from_) known_from_ = minute.from;
    const auto verdict = series_.close(minute);
    recent_.push_back(minute);
    if (recent_.size() > static_cast<std::size_t>(kSpan / kMinute)) recent_.pop_front();
    if (minute.from < from_) return;
    count(minute, verdict);
    if (open_) {
      go_on(minute, verdict);
    } else if (auto course = begin(minute, verdict)) {
      start(*course);
    }
  }
  Past finish() {
    if (open_) settle();
    return std::move(out_);
  }

 private:
  bool is_named() const { return rule_.kind == Kind::kAuthor || rule_.kind == Kind::kWord; }

  void count(const MinuteCounts& minute, const Verdict& verdict) {
    const Time hour = std::chrono::floor<std::chrono::hours>(minute.from);
    if (out_.hours.empty() || out_.hours.back().from != hour) {
      out_.hours.emplace_back();
      out_.hours.back().from = hour;
      usual_ = series_.turn().usual();
    }
    auto& now = out_.hours.back();
    now.posts += minute.posts;
    now.expected += static_cast<double>(verdict.expected);
    now.critical.part += minute.critical;
    now.critical.whole += minute.written;
    if (usual_ && now.critical.whole > 0) {
      now.band = usual_->band(now.critical.whole, errors_of(rule_.demand.sensitivity));
    }
  }
  std::optional<Course> begin(const MinuteCounts& minute, const Verdict& verdict) const {
    if (!is_named()) return begins(rule_.kind, minute, verdict, series_, rule_.demand);
    std::uint64_t posts = 0;
    for (const auto& one : recent_) posts += one.posts;
    if (minute.posts == 0 || posts < rule_.demand.posts_min) return std::nullopt;
    Course out;
    out.incident = Incident::begin(minute.from + kMinute, static_cast<double>(posts));
    out.from = minute.from;
    return out;
  }
  void start(const Course& course) {
    Alert alert;
    alert.watch_name = watch_.name;
    alert.kind = rule_.kind;
    alert.about = rule_.kind == Kind::kAuthor && !rule_.handles.empty() ? rule_.handles.front() : rule_.word;
    alert.course = course;
    if (rule_.kind == Kind::kShare) {
      alert.evidence = of_window(course);
    } else {
      for (const auto& one : recent_) {
        if (one.from >= alert.course.from) add(one, alert);
      }
    }
    alert.course.known_from = known_from_;
    open_ = std::move(alert);
  }
  void go_on(const MinuteCounts& minute, const Verdict& verdict) {
    add(minute, *open_);
    auto& course = open_->course;
    if (is_named()) {
      (void)course.incident.close(minute.from + kMinute, minute.posts, minute.posts == 0);
    } else {
      (void)goes_on(rule_.kind, course, minute, verdict, series_);
    }
    if (course.incident.state == State::kEnded) settle();
  }
  // What a turn's alert counts is what somebody wrote, since its window began.
  static Evidence of_window(const Course& course) {
    Evidence out;
    out.to = course.incident.began_at;
    out.posts = course.now.whole;
    out.critical = course.now;
    return out;
  }
  static void add(const MinuteCounts& minute, Alert& alert) {
    alert.evidence.posts += alert.kind == Kind::kShare ? minute.written : minute.posts;
    alert.evidence.voices += minute.voices;
    alert.evidence.critical.part += minute.critical;
    alert.evidence.critical.whole += minute.written;
    alert.evidence.to = minute.from + kMinute;
  }
  void settle() {
    const auto& course = open_->course;
    if (out_.fired.size() < kFiredMax) {
      out_.fired.push_back({course.incident.began_at, course.incident.peaked_at, course.incident.ended_at,
                            open_->evidence.posts, course.expected, sentence_of(*open_)});
    }
    open_.reset();
  }

  const Rule& rule_;
  const TriedWatch& watch_;
  Time from_;
  SeriesWatch series_;
  std::optional<signal::Usual> usual_;  // Of the turn, as the hour began.
  std::optional<Time> known_from_;
  std::deque<MinuteCounts> recent_;
  std::optional<Alert> open_;
  Past out_;
};

}  // namespace

Result<Past> try_on_past(const store::Store& store, const Rule& rule, const TriedWatch& watch, const store::Span& span,
                         const Listened& listened) {
  const bool is_named = rule.kind == Kind::kAuthor || rule.kind == Kind::kWord;
  const auto query = is_named ? named_query(rule, watch.query) : watch.query;
  const store::Span whole{minute_of(span.from) - kWarmFrom, minute_of(span.to)};
  Trial trial(rule, watch, minute_of(span.from));
  const auto read =
      each_minute(store, query, whole, listened, [&](const MinuteCounts& minute) { trial.close(minute); });
  if (!read) return read.error();
  return trial.finish();
}

}  // namespace vigie::alert
