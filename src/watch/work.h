// One load on its way through the house, and the memory that it reuses. A worker does everything
// that needs no other post: parse, words, language, mood, match. The writer then takes it as it is.
// Threads: owned by one thread at a time. Errors: refused records become rejects.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include "base/clock.h"
#include "query/scratch.h"
#include "refusal/refused.h"
#include "source/intake.h"
#include "store/store.h"
#include "text/words.h"
#include "watch/models.h"
#include "watch/watches.h"

namespace vigie::watch {

// The stages of the hot path, as `vigie bench firehose` prints them.
enum class Stage : std::uint8_t { kParse, kWords, kLanguage, kMood, kMatch, kAppend, kSignals, kSync };
constexpr std::array<std::string_view, 8> kStageNames = {"parse", "words",  "language", "mood",
                                                         "match", "append", "signals",  "sync"};
using StageTimes = std::array<std::chrono::nanoseconds, kStageNames.size()>;

// Adds the time until its end to a stage.
class StageClock {
 public:
  StageClock(StageTimes& times, Stage stage)
      : total_(times[static_cast<std::size_t>(stage)]), begin_(std::chrono::steady_clock::now()) {}
  ~StageClock() { total_ += std::chrono::steady_clock::now() - begin_; }
  StageClock(const StageClock&) = delete;
  StageClock& operator=(const StageClock&) = delete;

 private:
  std::chrono::nanoseconds& total_;
  std::chrono::steady_clock::time_point begin_;
};

// What a load is held against, as it stands when a worker begins it.
struct Against {
  std::shared_ptr<const WatchList> watches;
  std::shared_ptr<const refusal::Refused> refused;
};

class Work {
 public:
  // Makes it ready for another load; memory is kept.
  void begin(source::Load load, source::Done done);

  // The worker's part. Pure but for this object. A wall stands around each post: one that meets a bug of
  // ours becomes a reject, and the others go on. Of whom refused to be read not even a reject tells.
  void analyse(Readers& readers, query::Scratch& scratch, Against against, Time now);

  std::span<const store::Analysed> analysed() const { return analysed_; }  // The items that may be kept, in order.
  std::span<const WatchId> matches(std::size_t analysed_index) const;
  const WatchList& list() const { return *list_; }

  // The writer's part: `fates` has one entry for each of analysed(); `forgotten` posts went with their authors.
  void conclude(std::span<const post::Fate> fates, std::uint64_t forgotten);
  const source::Outcome& outcome() const { return outcome_; }
  bool is_patient() const { return load_.patient; }
  bool is_told() const { return told_; }
  // Once: what became of the load.
  void tell_kept() { tell(outcome_); }
  void tell_failed(const Error& error) { tell(error); }

  const StageTimes& times() const { return times_; }
  std::uint64_t match_count() const { return matches_.size(); }
  std::uint64_t bug_count() const { return bugs_; }

 private:
  // Places in kept_: [from, to). All stages read one block before the next, while its words are near.
  struct Block {
    std::size_t from, to;
  };
  static constexpr std::size_t kBlockPosts = 64;

  post::Batch& batch() { return load_.decoder ? decoded_ : load_.batch; }
  void parse(const refusal::Refused& refused, Time now);
  void take_batch(const refusal::Refused& refused, Time now);
  bool read_all(Readers& readers, query::Scratch& scratch);
  void reject(std::uint32_t place, const std::string& reason);
  void pass_over(std::uint32_t place);
  void read_words(Block block);
  void read_moods(Readers& readers, Block block);
  void match(query::Scratch& scratch, Block block);
  void match_each(query::Scratch& scratch, Block block, std::size_t matches_before);
  void tell(const Result<source::Outcome>& result);

  source::Load load_;
  post::Batch decoded_;  // What the load's decoder made of its raw bytes.
  source::Done done_;
  bool told_ = false;
  source::Outcome outcome_;
  std::shared_ptr<const WatchList> list_;
  std::vector<std::uint32_t> kept_;  // Places in the batch of what may be kept.
  std::vector<text::Words> words_;   // One for each of kept_, and more from before.
  std::vector<store::Analysed> analysed_;
  std::vector<WatchId> matches_;
  std::vector<std::uint32_t> match_ends_;
  std::vector<query::Document> said_;  // What is matched, and where the matches of each end.
  std::vector<std::uint32_t> said_ends_;
  std::size_t at_ = 0;      // Of kept_: who meets a bug, if there is one.
  std::uint64_t bugs_ = 0;  // Records set aside by the wall.
  StageTimes times_{};
};

}  // namespace vigie::watch
