#include "watch/pipeline.h"

#include <array>

namespace vigie::watch {
namespace {

constexpr std::array kLimits = {
    Limit{"watch.loads_max", kLoadsMax, "loads", "sources wait while so many are on their way"},
    Limit{"watch.watches_max", kWatchesMax, "watches", "one more is refused"},
    Limit{"watch.name_bytes_max", kNameBytesMax, "bytes", "a longer name or owner of a watch is refused"},
    Limit{"watch.purpose_bytes_max", kPurposeBytesMax, "bytes", "a longer purpose of a watch is refused"},
    Limit{"watch.events_kept", kEventsKept, "events",
          "of watches, and as many edits, deletions and changes; a page that was away for longer loads anew"},
    Limit{"watch.other_posts_kept", kOtherPostsKept, "posts", "for those who listen by a query that nobody saved"},
    Limit{"watch.watches_told_max", kWatchesToldMax, "watches", "named with one post, or counted in one tick"},
    Limit{"watch.live_posts_per_s_max", kPostsPerSecondMax, "posts/s",
          "told one by one to a page; the rest is counted"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

Error Pipeline::disk_refuses() {
  return unavailable("the disk refuses, it may be full: this was not kept; make room, then send it again");
}

bool Pipeline::submit(source::Load load, source::Done done) {
  std::unique_lock lock(mutex_);
  if (order_.size() >= kLoadsMax) ++counts_.submit_waits;
  room_.wait(lock, [&] { return closed_ || order_.size() < kLoadsMax || (insisting_ && !load.patient); });
  if (closed_) return false;
  if (insisting_ && !load.patient) {
    lock.unlock();
    done(disk_refuses());
    return true;
  }
  enter(std::move(load), std::move(done));
  return true;
}

bool Pipeline::try_submit(source::Load& load, source::Done& done) {
  const std::lock_guard lock(mutex_);
  if (closed_ || order_.size() >= kLoadsMax) {
    ++counts_.submit_waits;
    return false;
  }
  enter(std::move(load), std::move(done));
  return true;
}

void Pipeline::enter(source::Load load, source::Done done) {
  std::unique_ptr<Work> work;
  if (idle_.empty()) {
    work = std::make_unique<Work>();
  } else {
    work = std::move(idle_.back());
    idle_.pop_back();
  }
  work->begin(std::move(load), std::move(done));
  order_.push_back({std::move(work), false});
  to_analyse_.push_back(&order_.back());  // A deque moves nothing at its ends.
  some_to_analyse_.notify_one();
}

void Pipeline::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  room_.notify_all();
  some_to_analyse_.notify_all();
  some_analysed_.notify_all();
  closing_.notify_all();
}

void Pipeline::run_worker() {
  Readers readers(parts_.models);
  query::Scratch scratch;  // The worker's, not the load's: it grows with the longest post.
  std::unique_lock lock(mutex_);
  while (true) {
    some_to_analyse_.wait(lock, [&] { return closed_ || !to_analyse_.empty(); });
    if (to_analyse_.empty()) return;
    Ticket* ticket = to_analyse_.front();
    to_analyse_.pop_front();
    lock.unlock();
    auto& work = *ticket->work;
    work.analyse(readers, scratch, {parts_.watches.list(), parts_.refusals.now()}, parts_.clock.now());
    if (work.bug_count() > 0) {
      parts_.log.error("a bug was met; the records are set aside",
                       {{"records", work.bug_count()}, {"last", work.outcome().rejects.back().reason}});
    }
    lock.lock();
    ticket->analysed = true;
    if (ticket == &order_.front()) some_analysed_.notify_one();
  }
}

PipelineCounts Pipeline::counts() const {
  const std::lock_guard lock(mutex_);
  auto out = counts_;
  out.loads_waiting = order_.size();
  out.waiting_for_disk = insisting_ || std::chrono::steady_clock::now() < refuses_until_;
  return out;
}

}  // namespace vigie::watch
