// A house: one folder, its store and its watches, and the threads that keep posts. `vigie serve`
// runs one; a rehearsal runs in a second, sealed one; a command opens one for itself when nobody
// serves the folder.
//
// Threads: open(), start(), stop() by the owner; all else from any. start() makes the workers, the
// writer, the keeper (seals, erases, retains), the ticker and the replayer. Owns: everything it gives references to.
// Errors: open() tells what is wrong with the folder; kConflict: somebody serves it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/disk.h"
#include "base/log.h"
#include "base/result.h"
#include "refusal/refusals.h"
#include "storage/database.h"
#include "store/store.h"
#include "watch/live.h"
#include "watch/models.h"
#include "watch/pipeline.h"
#include "watch/replay.h"
#include "watch/tenant.h"
#include "watch/watches.h"

namespace vigie::watch {

struct HouseOptions {
  std::string folder;
  unsigned workers = 1;
  std::optional<std::chrono::hours> keep_for;  // Posts older than this are forgotten; off by default.
  std::chrono::seconds retain_every = std::chrono::minutes(10);
  bool rehearsal = false;  // Marks a new folder as one; an old one is not asked.
};

class House {
 public:
  // What a house stands in; outlives it.
  struct World {
    Disk& disk;
    const Clock& clock;
    Log& log;
    const Models& models;
    // Once true, opening gives up and long questions end: kUnavailable. Set by whoever will call stop().
    const std::atomic<bool>* stop = nullptr;
  };
  static Result<std::unique_ptr<House>> open(const HouseOptions& options, const World& world);
  ~House();

  // Before start(). The tenant outlives what start() made: it goes after stop().
  void settle(Tenant& tenant) {
    pipeline_->settle(tenant);
    live_.settle(tenant.relevance());
  }
  void start();
  // What was handed over is kept and durable when this returns. Nothing can be handed over afterwards.
  Result<void> stop();
  void wait_for_pipeline();  // After Pipeline::close(): until all that was handed over is kept.

  store::Store& store() { return *store_; }
  const store::Store& store() const { return *store_; }
  refusal::Refusals& refusals() { return *refusals_; }
  const refusal::Refusals& refusals() const { return *refusals_; }
  Watches& watches() { return *watches_; }
  const Watches& watches() const { return *watches_; }
  Pipeline& pipeline() { return *pipeline_; }
  const Pipeline& pipeline() const { return *pipeline_; }
  Live& live() { return live_; }
  const Live& live() const { return live_; }
  const Clock& clock() const { return world_.clock; }
  const Models& models() const { return world_.models; }
  const std::string& folder() const { return options_.folder; }
  const std::optional<std::chrono::hours>& keep_for() const { return options_.keep_for; }
  bool is_rehearsal() const { return rehearsal_; }
  Time started_at() const { return started_at_; }

  // Deletes a post, or every post so far of an author, through the pipeline; durable on return. False: there is
  // no such post, and nothing was changed. How many posts the author had.
  Result<bool> erase_post(std::string_view source, std::string_view id);
  Result<std::uint64_t> forget_author(std::string_view source, std::string_view author_id);
  // Of whoever does not want to be read: nothing more is taken in, and what is kept of them goes, whatever source
  // brought it; both durable on return. Asked again of the same person, what is still kept goes.
  struct Refused {
    refusal::Refusals::Added added;
    std::uint64_t forgotten = 0;  // Posts.
  };
  Result<Refused> refuse(std::string_view source, std::string_view author_id);
  // What the models read in a post, whatever a person has said of it: its mood as of a text in `language`, or else in
  // the language that they read.
  post::Reading read(const post::Post& post, std::optional<post::LanguageId> language) const;
  // Has `post`, which is one as it is kept, read as a person says, through the pipeline; durable on return. kNotFound:
  // it is gone. kConflict: another version of it is kept by now.
  Result<void> correct(const post::Post& post, const post::Correction& correction);

 private:
  House(HouseOptions options, const World& world);
  Result<void> mark();
  Result<source::Outcome> hand_over_and_wait(const post::Item& item);
  Result<source::Outcome> hand_over_and_wait(source::Load load);
  void run_keeper();
  void run_ticker();
  void fold_watches();
  bool sleep(std::chrono::milliseconds wait);  // False: the house stops.

  HouseOptions options_;
  World world_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<refusal::Refusals> refusals_;
  std::unique_ptr<Watches> watches_;
  Live live_;
  std::unique_ptr<Pipeline> pipeline_;
  std::unique_ptr<Replay> replay_;
  bool rehearsal_ = false;
  Time started_at_{};
  std::mutex stop_mutex_;
  std::condition_variable stop_signal_;
  bool stopping_ = false;
  std::vector<std::thread> pipeline_threads_;
  std::vector<std::thread> other_threads_;
};

// The name of the file that marks a rehearsal's folder.
constexpr std::string_view kRehearsalMarker = "REHEARSAL";
bool is_rehearsal_folder(Disk& disk, const std::string& folder);

}  // namespace vigie::watch
