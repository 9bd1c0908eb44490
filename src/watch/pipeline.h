// The way of every post: sources hand loads over, workers analyse them side by side, one writer
// keeps them in the order in which they came, and tells each source once its load is durable.
//
// Threads: run_worker() by any number of threads, run_writer() by exactly one; submit() from any.
// All are told to end by close(): what was handed over before is still kept. The pipeline is bounded
// (kLoadsMax); a full one makes sources wait and never drops.
// Errors: a full or failing disk makes the writer wait and try again; nothing is lost meanwhile, and
// counts() say so. Only closing ends that wait: the sources then hear that their loads were not kept.
// An exception of the store ends the process, and the next start replays the log.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "base/clock.h"
#include "base/limit.h"
#include "base/log.h"
#include "source/intake.h"
#include "store/store.h"
#include "watch/live.h"
#include "watch/models.h"
#include "watch/watches.h"
#include "watch/work.h"

namespace vigie::watch {

constexpr std::size_t kLoadsMax = 64;
constexpr std::size_t kCommitLoadsMax = 32;  // One fdatasync for at most so many loads.
constexpr std::chrono::milliseconds kDiskRetryWait{500};

struct PipelineCounts {
  std::uint64_t posts = 0;  // Items that went through, whatever their fate.
  std::uint64_t accepted = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t edited = 0;
  std::uint64_t deleted = 0;
  std::uint64_t rejected = 0;
  std::uint64_t matches = 0;
  std::uint64_t loads_waiting = 0;
  std::uint64_t submit_waits = 0;  // Times that a source had to wait, or was told to.
  bool waiting_for_disk = false;
  StageTimes times{};
};

class Pipeline final : public source::Intake {
 public:
  struct Parts {
    store::Store& store;
    const Watches& watches;
    const Models& models;
    Live& live;
    const Clock& clock;
    Log& log;
  };
  explicit Pipeline(const Parts& parts) : parts_(parts) {}

  bool submit(source::Load load, source::Done done) override;
  bool try_submit(source::Load& load, source::Done& done) override;

  void run_worker();  // Until closed and empty.
  void run_writer();  // The same.
  void close();

  PipelineCounts counts() const;

 private:
  struct Ticket {
    std::unique_ptr<Work> work;
    bool analysed = false;
  };

  void enter(source::Load load, source::Done done);  // Under the lock.
  std::vector<std::unique_ptr<Work>> take_analysed();
  Result<void> keep(Work& work);
  void tell_live(const Work& work, std::span<const post::Fate> fates);
  void conclude(std::vector<std::unique_ptr<Work>>& taken, const Result<void>& kept);
  Result<void> insist(const std::function<Result<void>()>& attempt);
  void note_disk(bool waiting);
  bool wait_for_disk();  // False: the house closes.
  void count(const Work& work);

  Parts parts_;
  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable some_to_analyse_;
  std::condition_variable some_analysed_;
  std::condition_variable closing_;
  std::deque<Ticket> order_;  // Every load not yet taken by the writer, as they came.
  std::deque<Ticket*> to_analyse_;
  std::vector<std::unique_ptr<Work>> idle_;
  PipelineCounts counts_;
  bool closed_ = false;
  StageTimes writer_times_{};  // The writer's own, until it commits.
};

std::span<const Limit> limits();

}  // namespace vigie::watch
