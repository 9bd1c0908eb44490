// The store over a folder of one disk. See store.h for the promise and ARCHITECTURE in README.md.
//
// Readers take a snapshot: the list of segments, shared and never changed. The writer adds to the live
// segment, the last of the list. The keeper replaces segments: frozen ones by sealed ones, those with
// hidden posts by ones without, several small ones by one.
// Threads: as store.h says. writer_mutex_ guards the writer's state; the keeper takes it to swap.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>

#include "base/guarded.h"
#include "store/append_plan.h"
#include "store/folder.h"
#include "store/live_segment.h"
#include "store/log_scan.h"
#include "store/log_writer.h"
#include "store/rewrite.h"
#include "store/sealed_segment.h"
#include "store/store.h"

namespace vigie::store {

class LocalStore final : public Store {
 public:
  explicit LocalStore(const Options& options);
  ~LocalStore() override;

  Result<void> recover();  // Once, before all else.

  Result<std::uint64_t> append(std::span<const Analysed> items, std::vector<post::Fate>& fates) override;
  Result<std::uint64_t> sync() override;
  Result<void> seal() override;
  Result<void> keep() override;
  Result<void> erase_now() override;
  Result<std::uint64_t> retain(Time older_than) override;
  Result<void> close() override;
  Result<Page> search(const query::Query& query, const SearchOptions& options) const override;
  Result<Histogram> histogram(const query::Query& query, const Span& span, Micros step) const override;
  Result<Tops> tops(const query::Query& query, const Span& span, std::size_t limit) const override;
  Result<std::optional<Hit>> get(std::string_view source, std::string_view id) const override;
  bool knows(std::string_view source, std::string_view id) const override;
  Stats stats() const override;

 private:
  using Segments = std::shared_ptr<const Snapshot>;

  // recovery.cc
  Result<void> take_folder();
  Result<void> recover_segments();
  Result<std::vector<std::uint32_t>> find_logs();
  Result<void> go_on_with(std::uint32_t number, std::string_view bytes, const LogScan& scan, Snapshot& segments);
  Result<void> recover_segment(std::uint32_t number, bool last, Snapshot& segments);
  std::unique_ptr<SealedSegment> open_index(std::uint32_t number, const std::shared_ptr<const File>& log);
  void remove_leftovers(const std::string& folder);
  void remove_indexes_without_log(std::span<const std::uint32_t> numbers);
  void recover_keys(const Snapshot& segments);
  void recover_gone(const Snapshot& segments);
  std::vector<std::uint64_t> keys_of_author(const Segment& segment, const Forgotten& forgotten, bool is_teller);
  void set_aside_torn(std::uint32_t number, std::string_view tail);
  void tell_damage(std::uint32_t number, const LogScan& scan, std::uint64_t file_bytes);

  // The writer's side.
  Result<void> may_change() const;
  Result<void> begin_live(std::uint32_t number);
  Result<void> make_room();
  void apply(const AppendPlan& plan);
  void hide(const Hiding& hiding);
  Result<std::uint64_t> sync_locked();
  Result<void> rotate_locked();

  // The keeper's side.
  Result<void> seal_frozen();
  Result<void> seal_one(const std::shared_ptr<LiveSegment>& frozen);
  Result<void> erase_due(Time hidden_before);
  Result<void> remove_torn();
  Result<void> erase(std::uint32_t number);
  Result<void> erase_live();
  Result<void> erase_sealed(const std::shared_ptr<Segment>& segment);
  Erasures erasures_of(const Segment& segment, const Bits& hidden) const;
  Result<void> drop_empty();
  bool is_empty(const Segment& segment) const;
  void swap_in(const std::shared_ptr<Segment>& old, std::shared_ptr<SealedSegment> fresh);
  Result<void> write_index(const LiveSegment& segment);

  // merging.cc, the keeper's too.
  struct Move;
  struct Merged;
  Result<void> merge_small();
  std::vector<std::shared_ptr<Segment>> neighbours_to_merge() const;
  bool merging_can_wait() const;
  Result<void> merge_logs(Merged& merged);
  static void add_moves(const Segment& segment, std::span<const std::pair<Place, Place>> places,
                        std::vector<Move>& moves);
  Result<void> put_in_place(Merged& merged);
  Result<void> write_merged(Merged& merged, const std::string& log_path, const std::string& index_path);
  void swap_in(const Merged& merged);
  Result<void> remove_taken_in();

  Segments segments() const {
    return segments_.with([](const Segments& segments) { return segments; });
  }
  void publish(Snapshot segments) {
    auto fresh = std::make_shared<const Snapshot>(std::move(segments));
    segments_.with([&](Segments& held) { held.swap(fresh); });
  }

  const Options options_;
  const Folder folder_;
  mutable BlockCache cache_;
  std::unique_ptr<DiskLock> lock_;
  Guarded<Segments> segments_{std::make_shared<const Snapshot>()};

  std::mutex keeper_mutex_;                // Taken before writer_mutex_.
  std::vector<std::uint32_t> taken_in_;    // Logs that count no more, whose files are still there.
  std::set<std::uint32_t> left_unmerged_;  // Damaged ones.
  mutable std::mutex writer_mutex_;
  std::optional<LogWriter> writer_;
  std::shared_ptr<LiveSegment> live_;
  AppendPlan plan_;
  std::uint64_t items_taken_ = 0;
  std::map<std::uint32_t, Time> hidden_since_;  // Segments whose log holds bytes of hidden posts.
  bool logs_synced_ = true;                     // The names of the log files are durable.
  std::atomic<std::uint64_t> fdatasyncs_{0};
  std::atomic<std::uint64_t> merges_{0};

  mutable std::shared_mutex keys_mutex_;  // The writer changes, get() reads. Taken after writer_mutex_.
  KeyTable keys_;
};

}  // namespace vigie::store
