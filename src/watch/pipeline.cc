#include "watch/pipeline.h"

#include <array>

namespace vigie::watch {
namespace {

constexpr std::array kLimits = {
    Limit{"watch.loads_max", kLoadsMax, "loads", "sources wait while so many are on their way"},
    Limit{"watch.watches_max", kWatchesMax, "watches", "one more is refused"},
    Limit{"watch.name_bytes_max", kNameBytesMax, "bytes", "a longer name or owner of a watch is refused"},
    Limit{"watch.purpose_bytes_max", kPurposeBytesMax, "bytes", "a longer purpose of a watch is refused"},
    Limit{"watch.events_kept", kEventsKept, "events", "a page that was away for longer loads anew"},
    Limit{"watch.live_posts_per_s_max", kPostsPerSecondMax, "posts/s",
          "told one by one to a page; the rest is counted"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

bool Pipeline::submit(source::Load load, source::Done done) {
  std::unique_lock lock(mutex_);
  if (order_.size() >= kLoadsMax) ++counts_.submit_waits;
  room_.wait(lock, [&] { return closed_ || order_.size() < kLoadsMax; });
  if (closed_) return false;
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
  std::unique_lock lock(mutex_);
  while (true) {
    some_to_analyse_.wait(lock, [&] { return closed_ || !to_analyse_.empty(); });
    if (to_analyse_.empty()) return;
    Ticket* ticket = to_analyse_.front();
    to_analyse_.pop_front();
    lock.unlock();
    ticket->work->analyse(parts_.models, parts_.watches.list(), parts_.clock.now());
    lock.lock();
    ticket->analysed = true;
    if (ticket == &order_.front()) some_analysed_.notify_one();
  }
}

// Everything at the front of the order that workers are done with; empty when the house has closed.
std::vector<std::unique_ptr<Work>> Pipeline::take_analysed() {
  std::unique_lock lock(mutex_);
  some_analysed_.wait(lock, [&] { return order_.empty() ? closed_ : order_.front().analysed; });
  std::vector<std::unique_ptr<Work>> taken;
  while (!order_.empty() && order_.front().analysed && taken.size() < kCommitLoadsMax) {
    taken.push_back(std::move(order_.front().work));
    order_.pop_front();
  }
  if (!taken.empty()) room_.notify_all();
  return taken;
}

void Pipeline::run_writer() {
  while (true) {
    auto taken = take_analysed();
    if (taken.empty()) return;
    Result<void> kept = {};
    for (std::size_t i = 0; i < taken.size() && kept; ++i) kept = keep(*taken[i]);
    if (kept) {
      const StageClock clock(writer_times_, Stage::kSync);
      kept = insist([&]() -> Result<void> {
        const auto synced = parts_.store.sync();
        return synced ? Result<void>{} : Result<void>(synced.error());
      });
    }
    conclude(taken, kept);
  }
}

void Pipeline::note_disk(bool waiting) {
  const std::lock_guard lock(mutex_);
  counts_.waiting_for_disk = waiting;
}

bool Pipeline::wait_for_disk() {
  std::unique_lock lock(mutex_);
  counts_.waiting_for_disk = true;
  return !closing_.wait_for(lock, kDiskRetryWait, [&] { return closed_; });
}

// A disk that is full now may have room later: waits and tries again until it is done or the house closes.
Result<void> Pipeline::insist(const std::function<Result<void>()>& attempt) {
  auto done = attempt();
  if (done) return done;
  parts_.log.error("the disk refuses; intake waits", {{"reason", done.error().message}});
  while (!done && wait_for_disk()) done = attempt();
  note_disk(false);
  if (done) parts_.log.info("the disk takes posts again");
  return done;
}

Result<void> Pipeline::keep(Work& work) {
  std::vector<post::Fate> fates;
  {
    const StageClock clock(writer_times_, Stage::kAppend);
    auto kept = insist([&]() -> Result<void> {
      const auto taken = parts_.store.append(work.analysed(), fates);
      return taken ? Result<void>{} : Result<void>(taken.error());
    });
    if (!kept) return kept;
  }
  work.conclude(fates);
  const StageClock clock(writer_times_, Stage::kSignals);
  tell_live(work, fates);
  return {};
}

void Pipeline::tell_live(const Work& work, std::span<const post::Fate> fates) {
  const auto analysed = work.analysed();
  for (std::size_t i = 0; i < analysed.size(); ++i) {
    const auto& one = analysed[i];
    if (one.item->act != post::Act::kSay || fates[i] != post::Fate::kAccepted) continue;
    parts_.live.say({&one.item->post, one.words, one.reading}, work.matches(i), work.list());
  }
}

void Pipeline::conclude(std::vector<std::unique_ptr<Work>>& taken, const Result<void>& kept) {
  {
    const std::lock_guard lock(mutex_);  // First: who is told finds it counted.
    for (std::size_t i = 0; i < writer_times_.size(); ++i) counts_.times[i] += writer_times_[i];
    writer_times_ = {};
    for (const auto& work : taken)
      if (kept) count(*work);
  }
  for (const auto& work : taken) {
    if (work->done())
      work->done()(kept ? Result<source::Outcome>(work->outcome()) : Result<source::Outcome>(kept.error()));
  }
  const std::lock_guard lock(mutex_);
  for (auto& work : taken) {
    work->begin({}, {});  // Lets go of what the source lent.
    idle_.push_back(std::move(work));
  }
}

void Pipeline::count(const Work& work) {
  const auto& outcome = work.outcome();
  counts_.posts += outcome.fates.size();
  counts_.accepted += outcome.accepted;
  counts_.duplicates += outcome.duplicates;
  counts_.edited += outcome.edited;
  counts_.deleted += outcome.deleted;
  counts_.rejected += outcome.rejects.size();
  counts_.matches += work.match_count();
  for (std::size_t i = 0; i < counts_.times.size(); ++i) counts_.times[i] += work.times()[i];
}

PipelineCounts Pipeline::counts() const {
  const std::lock_guard lock(mutex_);
  auto out = counts_;
  out.loads_waiting = order_.size();
  return out;
}

}  // namespace vigie::watch
