// The way of every post: sources hand loads over, workers analyse them side by side, one writer
// keeps them in the order in which they came, and tells each source once its load is durable.
//
// Threads: run_worker() by any number of threads, run_writer() by exactly one; submit() from any.
// All are told to end by close(): what was handed over before is still kept. The pipeline is bounded
// (kLoadsMax); a full one makes sources wait and never drops.
// Errors: a full or failing disk makes the writer wait and try again; nothing is lost meanwhile, and
// counts() say so. Only closing ends that wait: the sources then hear that their loads were not kept. A
// load that is not patient is given back within a second instead. What the store refuses for any other
// reason is told to its source, and the house goes on.
// An exception of the store ends the process, and the next start replays the log.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/limit.h"
#include "base/log.h"
#include "refusal/refusals.h"
#include "source/intake.h"
#include "store/store.h"
#include "watch/live.h"
#include "watch/models.h"
#include "watch/tenant.h"
#include "watch/watches.h"
#include "watch/work.h"

namespace vigie::watch {

constexpr std::size_t kLoadsMax = 64;
constexpr std::size_t kCommitLoadsMax = 32;  // One fdatasync for at most so many loads.
constexpr std::chrono::milliseconds kDiskRetryWait{500};
constexpr std::chrono::seconds kDiskRefusalHolds{5};  // So long the house says so when nobody tries again.

struct PipelineCounts {
  std::uint64_t posts = 0;  // Items that went through, whatever their fate.
  std::uint64_t accepted = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t edited = 0;
  std::uint64_t deleted = 0;
  std::uint64_t rejected = 0;
  std::uint64_t matches = 0;
  std::uint64_t bugs = 0;  // Of the rejected: records that met a bug of ours.
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
    const refusal::Refusals& refusals;
    const Models& models;
    Live& live;
    const Clock& clock;
    Log& log;
  };
  explicit Pipeline(const Parts& parts) : parts_(parts) {}

  void settle(Tenant& tenant) { tenant_ = &tenant; }  // Before run_writer(); outlives it.

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

  static Error disk_refuses();
  void enter(source::Load load, source::Done done);  // Under the lock.

  // The writer's alone, in pipeline_writer.cc.
  void take_analysed();
  void keep(Work& work);
  Result<std::uint64_t> append(const Work& work, std::vector<post::Fate>& fates);
  void sync();
  void note_edits(const Work& work);
  static std::vector<WatchId> begun(const store::Hit& before, std::span<const WatchId> watches, const WatchList& list);
  void tell_live(const Work& work, std::span<const post::Fate> fates);
  Result<void> insist(bool patient, const std::function<Result<void>()>& attempt);
  void note_disk(bool refuses);
  bool wait_for_disk();
  void give_back();
  void conclude();
  void reuse(std::vector<std::unique_ptr<Work>>& works);
  void count(const Work& work);

  Parts parts_;
  Tenant* tenant_ = nullptr;
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
  bool insisting_ = false;                                 // The writer waits for the disk with a patient load.
  std::chrono::steady_clock::time_point refuses_until_{};  // What the disk said last counts until then.

  // The writer's own.
  std::vector<std::unique_ptr<Work>> taken_;                     // Of this commit.
  StageTimes writer_times_{};                                    // Until it commits.
  std::unordered_map<std::size_t, std::vector<WatchId>> begun_;  // By edit of the load at hand.
  bool disk_refused_ = false;
};

std::span<const Limit> limits();

}  // namespace vigie::watch
