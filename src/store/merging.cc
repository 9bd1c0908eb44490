// The keeper merges: small sealed segments that follow each other become one, under the number of the last of them.
// One rename does it: the header of the new log says which it took in, and from then on those count no more, whether
// their files are gone or not. Searches that have begun end on the segments they have.
#include <algorithm>
#include <utility>

#include "store/limits.h"
#include "store/local_store.h"
#include "store/merge.h"
#include "store/replay.h"
#include "store/seal.h"

namespace vigie::store {
namespace {

constexpr std::size_t kPrefetchAhead = 16;

// A file that takes its name later.
Result<std::unique_ptr<File>> write_beside(Disk& disk, const std::string& path, std::string_view bytes) {
  auto file = disk.create(path);
  if (!file) return file.error();
  auto ok = (*file)->append(bytes);
  if (ok) ok = (*file)->sync();
  if (!ok) return ok.error();
  return std::move(*file);
}

}  // namespace

// A document on its way: where it lay, and where it will.
struct LocalStore::Move {
  std::uint64_t key = 0;
  const Segment* from = nullptr;
  std::uint32_t from_doc = 0;
  Place from_place = 0;
  Place place = 0;
  std::uint32_t doc = 0;
};

struct LocalStore::Merged {
  std::vector<std::shared_ptr<Segment>> old;
  std::vector<Move> moves;  // By key: so they fill the key table from front to back.
  std::string log;
  std::shared_ptr<SealedSegment> fresh;
};

Result<void> LocalStore::merge_small() {
  if (auto ok = remove_taken_in(); !ok) return ok;
  Merged merged;
  merged.old = neighbours_to_merge();
  if (merged.old.empty()) return {};
  if (auto ok = merge_logs(merged); !ok) return ok;
  if (merged.log.empty()) return {};
  if (auto ok = put_in_place(merged); !ok) return ok;
  merges_.fetch_add(1, std::memory_order_relaxed);
  return remove_taken_in();
}

std::vector<std::shared_ptr<Segment>> LocalStore::neighbours_to_merge() const {
  const Segments all = segments();
  std::vector<Weight> weights;
  for (const auto& segment : *all) {
    const auto* const sealed = dynamic_cast<const SealedSegment*>(segment.get());
    const bool is_settled = sealed != nullptr && segment != all->back() && !left_unmerged_.contains(segment->number());
    const std::uint32_t docs = segment->doc_count();
    weights.push_back({docs - std::min(docs, segment->hidden.count()), segment->log_bytes(),
                       is_settled ? sealed->source_count() : 0, is_settled});
  }
  const Neighbours run =
      to_merge(weights, {options_.segment_posts_max, options_.segment_log_bytes_max, options_.merge_segments_min});
  return {all->begin() + static_cast<std::ptrdiff_t>(run.from), all->begin() + static_cast<std::ptrdiff_t>(run.to)};
}

// Sealing comes first: a full segment that waits for the keeper may make the writer wait. Another round merges.
bool LocalStore::merging_can_wait() const {
  if (options_.stop != nullptr && *options_.stop) return true;
  const Segments all = segments();
  return std::any_of(all->begin(), all->end() - 1, [](const auto& segment) { return !segment->newest_first(); });
}

// Without a log: it was given up.
Result<void> LocalStore::merge_logs(Merged& merged) {
  const Segment& last = *merged.old.back();
  const std::uint32_t generation = last.spot(0).generation + 1;
  LogMerger merger({last.number(), generation, merged.old.front()->number()}, options_.block_items_max);
  std::vector<Bits> hidden;
  {
    // As in erase_sealed(): what hides a post must be durable before its bytes go.
    const std::lock_guard writer(writer_mutex_);
    if (const auto synced = sync_locked(); !synced) return synced.error();
    for (const auto& segment : merged.old) hidden.push_back(hidden_of(*segment));
  }
  for (std::size_t i = 0; i < merged.old.size(); ++i) {
    if (merging_can_wait()) return {};
    const Segment& segment = *merged.old[i];
    const std::string path = folder_.log(segment.number());
    const auto file = read_file(*options_.disk, path);
    const auto places =
        file ? merger.add(*file, erasures_of(segment, hidden[i])) : Result<LogMerger::Places>(file.error());
    if (!places) {
      left_unmerged_.insert(segment.number());
      options_.log->warn("store: a log is not merged with its neighbours",
                         {{"file", path}, {"reason", places.error().message}});
      return {};
    }
    add_moves(segment, *places, merged.moves);
  }
  std::sort(merged.moves.begin(), merged.moves.end(),
            [](const Move& left, const Move& right) { return left.key < right.key; });
  if (!merging_can_wait()) merged.log = merger.finish();
  return {};
}

void LocalStore::add_moves(const Segment& segment, std::span<const std::pair<Place, Place>> places,
                           std::vector<Move>& moves) {
  const Place* const place = segment.columns().place;
  segment.keys().each([&](std::uint64_t key, std::uint32_t doc) {
    const auto found = std::lower_bound(places.begin(), places.end(), std::pair(place[doc], Place{0}));
    if (found == places.end() || found->first != place[doc]) return;  // It was erased.
    moves.push_back({key, &segment, doc, place[doc], found->second, 0});
  });
}

// Until the log takes its name nothing has changed; from then on, everything.
Result<void> LocalStore::put_in_place(Merged& merged) {
  Disk& disk = *options_.disk;
  const std::uint32_t number = merged.old.back()->number();
  const std::string log_path = folder_.log(number);
  const std::string index_path = folder_.index(number);
  auto ok = write_merged(merged, log_path + ".new", index_path + ".new");
  if (ok) ok = disk.rename(log_path + ".new", log_path);
  if (!ok) {  // Their room may be what is missing.
    (void)disk.remove(log_path + ".new");
    (void)disk.remove(index_path + ".new");
    return ok;
  }
  (void)disk.rename(index_path + ".new", index_path);  // Else it is made again at the next start.
  for (const auto& segment : merged.old) {
    if (segment != merged.old.back()) taken_in_.push_back(segment->number());
  }
  swap_in(merged);
  for (const auto& segment : merged.old) cache_.forget(segment->number());
  return {};
}

Result<void> LocalStore::write_merged(Merged& merged, const std::string& log_path, const std::string& index_path) {
  Disk& disk = *options_.disk;
  auto log = write_beside(disk, log_path, merged.log);
  if (!log) return log.error();
  const std::shared_ptr<const File> file(std::move(*log));
  const auto frozen = replay(merged.old.back()->number(), merged.log, scan_log(merged.log), file, 0);
  if (const auto index = write_beside(disk, index_path, store::seal(*frozen)); !index) return index.error();
  auto mapping = disk.map(index_path);
  if (!mapping) return mapping.error();
  auto fresh = SealedSegment::open(std::move(*mapping), file);
  if (!fresh) return fresh.error();
  merged.fresh = std::move(*fresh);
  bool is_whole = merged.fresh->doc_count() == merged.moves.size();
  for (auto& move : merged.moves) {
    const auto doc = merged.fresh->doc_of(move.key, move.place);
    is_whole = is_whole && doc;
    move.doc = doc.value_or(0);
  }
  if (is_whole) return {};
  for (const auto& segment : merged.old) left_unmerged_.insert(segment->number());
  return Error{ErrorCode::kCorrupt, "store: an index does not tell what is in its log; the segments stay unmerged"};
}

// In one step for the writer and for get(): places in the key table are those of the segments that are searched.
void LocalStore::swap_in(const Merged& merged) {
  SealedSegment& fresh = *merged.fresh;
  const std::lock_guard writer(writer_mutex_);
  const std::unique_lock keys(keys_mutex_);
  const auto& moves = merged.moves;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const Move& move = moves[i];
    if (i + kPrefetchAhead < moves.size()) keys_.prefetch(moves[i + kPrefetchAhead].key);
    const KeyTable::Entry known = keys_.find(move.key);
    if (known.segment == move.from->number() && known.place == move.from_place)
      keys_.at(move.key) = {move.key, fresh.number(), move.place};
    if (move.from->hidden.has(move.from_doc)) fresh.hidden.add(move.doc);  // Meanwhile.
  }
  Time since = Time::max();
  for (const auto& segment : merged.old) {
    if (const auto found = hidden_since_.find(segment->number()); found != hidden_since_.end()) {
      since = std::min(since, found->second);
      hidden_since_.erase(found);
    }
  }
  if (fresh.hidden.count() > 0) hidden_since_[fresh.number()] = since;
  Snapshot all = *segments();
  const auto first = std::find(all.begin(), all.end(), merged.old.front());
  *first = merged.fresh;
  all.erase(first + 1, first + static_cast<std::ptrdiff_t>(merged.old.size()));
  publish(std::move(all));
}

// Files of logs that others took in. Not before these have their names for good.
Result<void> LocalStore::remove_taken_in() {
  if (taken_in_.empty()) return {};
  if (auto ok = options_.disk->sync_folder(folder_.logs()); !ok) return ok;
  while (!taken_in_.empty()) {
    for (const auto& path : {folder_.index(taken_in_.back()), folder_.log(taken_in_.back())}) {
      const auto ok = options_.disk->remove(path);
      if (!ok && ok.error().code != ErrorCode::kNotFound) return ok.error();
    }
    taken_in_.pop_back();
  }
  return {};
}

}  // namespace vigie::store
