// The keeper's side of the store: sealing, erasure, retention.
#include <algorithm>
#include <utility>

#include "store/local_store.h"
#include "store/log_scan.h"
#include "store/replay.h"
#include "store/seal.h"

namespace vigie::store {

Result<void> LocalStore::keep() {
  if (auto ok = may_change(); !ok) return ok;
  const std::lock_guard keeper(keeper_mutex_);
  const auto sealed = seal_frozen();
  const auto erased = erase_due(options_.clock->now() - options_.erase_after);
  const auto merged = sealed ? merge_small() : sealed;
  return erased ? merged : erased;
}

Result<void> LocalStore::erase_now() {
  if (auto ok = may_change(); !ok) return ok;
  const std::lock_guard keeper(keeper_mutex_);
  return erase_due(Time::max());
}

Result<void> LocalStore::seal_frozen() {
  const Segments all = segments();
  for (const auto& segment : *all) {
    auto frozen = std::dynamic_pointer_cast<LiveSegment>(segment);
    if (frozen == nullptr || segment == all->back()) continue;
    if (auto ok = seal_one(frozen); !ok) return ok;
  }
  return {};
}

Result<void> LocalStore::write_index(const LiveSegment& segment) {
  return replace_file(*options_.disk, folder_.index(segment.number()), store::seal(segment));
}

Result<void> LocalStore::seal_one(const std::shared_ptr<LiveSegment>& frozen) {
  if (auto ok = write_index(*frozen); !ok) return ok;
  auto sealed = open_index(frozen->number(), frozen->spot(0).log);
  if (sealed == nullptr) return unavailable("store: a fresh index cannot be read back");
  swap_in(frozen, std::move(sealed));
  return {};
}

// Puts `fresh` in the place of `old`. What was hidden meanwhile stays hidden.
void LocalStore::swap_in(const std::shared_ptr<Segment>& old, std::shared_ptr<SealedSegment> fresh) {
  const auto keys_by_doc = old->keys().by_doc();
  const std::lock_guard writer(writer_mutex_);
  hidden_of(*old).each([&](std::uint32_t doc) {
    const auto key = keys_by_doc[doc];
    if (const auto found = fresh->doc_of(key, old->columns().place[doc])) fresh->hidden.add(*found);
  });
  if (fresh->hidden.count() == 0) hidden_since_.erase(old->number());
  Snapshot all = *segments();
  std::replace(all.begin(), all.end(), old, std::static_pointer_cast<Segment>(std::move(fresh)));
  publish(std::move(all));
}

Result<void> LocalStore::erase_due(Time hidden_before) {
  std::vector<std::uint32_t> due;
  {
    const std::lock_guard writer(writer_mutex_);
    for (const auto& [number, since] : hidden_since_) {
      if (since <= hidden_before) due.push_back(number);
    }
  }
  if (due.empty()) return {};
  Result<void> first = remove_torn();
  for (const auto number : due) {
    if (auto ok = erase(number); !ok && first) first = ok;  // One bad log does not keep the others.
  }
  return first;
}

// All of them: a post that stood in a torn tail was most likely told again, and lies in a later segment.
Result<void> LocalStore::remove_torn() {
  const auto names = options_.disk->list(folder_.logs());
  if (!names) return names.error();
  Result<void> first = {};
  for (const auto& name : *names) {
    if (!name.ends_with(".torn")) continue;
    if (auto ok = options_.disk->remove(folder_.logs() + "/" + name); !ok && first) first = ok;
  }
  return first;
}

Result<void> LocalStore::erase(std::uint32_t number) {
  std::shared_ptr<Segment> segment;
  {
    const std::lock_guard writer(writer_mutex_);
    if (number == live_->number()) return erase_live();
    const Segments all = segments();
    const auto found = std::find_if(all->begin(), all->end(), [&](const auto& s) { return s->number() == number; });
    if (found == all->end()) {
      hidden_since_.erase(number);
      return {};
    }
    segment = *found;
  }
  return erase_sealed(segment);
}

Erasures LocalStore::erasures_of(const Segment& segment, const Bits& hidden) const {
  Erasures erasures;
  const auto keys_by_doc = segment.keys().by_doc();
  const std::shared_lock keys(keys_mutex_);
  hidden.each([&](std::uint32_t doc) {
    const auto key = keys_by_doc[doc];
    const bool is_gone = keys_.find(key).is_gone();
    erasures.emplace(segment.columns().place[doc], is_gone ? std::optional(key) : std::nullopt);
  });
  return erasures;
}

// The live segment stays; its log is written anew under the writer's lock.
Result<void> LocalStore::erase_live() {
  if (const auto synced = sync_locked(); !synced) return synced.error();
  const Bits hidden = hidden_of(*live_);
  const std::uint32_t number = live_->number();
  Bits fresh = hidden;  // What an earlier round took out stays as it is.
  hidden.each([&](std::uint32_t doc) {
    if (live_->is_erased(doc)) fresh.drop(doc);
  });
  const Erasures erasures = erasures_of(*live_, fresh);
  auto rewritten = rewrite_log(*options_.disk, folder_.log(number), number, erasures);
  if (!rewritten) return rewritten.error();
  for (const auto& [place, key] : erasures) {
    if (key) live_->add_gone(*key);  // Of a forgotten author: the index must refuse it as the log does.
  }
  logs_synced_ = static_cast<bool>(rewritten->name_synced);
  writer_ = LogWriter::adopt(std::move(rewritten->file), rewritten->bytes);
  live_->change_log(rewritten->generation, writer_->file(), std::move(rewritten->block_offsets), hidden);
  live_->set_log_bytes(rewritten->bytes);
  cache_.forget(number);
  hidden_since_.erase(number);
  return {};
}

Result<void> LocalStore::erase_sealed(const std::shared_ptr<Segment>& segment) {
  const std::uint32_t number = segment->number();
  Bits hidden(segment->doc_count());
  {
    // What hides a post must be durable before its bytes go: else a crash could take an old version
    // and lose the new one.
    const std::lock_guard writer(writer_mutex_);
    if (const auto synced = sync_locked(); !synced) return synced.error();
    hidden = hidden_of(*segment);
  }
  auto rewritten = rewrite_log(*options_.disk, folder_.log(number), number, erasures_of(*segment, hidden));
  if (!rewritten) return rewritten.error();
  if (!rewritten->name_synced) return rewritten->name_synced;
  const auto bytes = read_file(*options_.disk, folder_.log(number));
  if (!bytes) return bytes.error();
  const std::shared_ptr<const File> log(std::move(rewritten->file));
  const auto frozen = replay(number, *bytes, scan_log(*bytes), log, 0);
  frozen->set_log_bytes(bytes->size());
  if (auto ok = write_index(*frozen); !ok) return ok;
  auto fresh = open_index(number, log);
  if (fresh == nullptr) return unavailable("store: a fresh index cannot be read back");
  swap_in(segment, std::move(fresh));
  cache_.forget(number);
  return {};
}

// Nothing is left of it to find or to remember: no post, no key that shall not come back, no damage set aside.
bool LocalStore::is_empty(const Segment& segment) const {
  if (!segment.newest_first() || segment.doc_count() > 0) return false;
  if (!segment.gone().empty() || !segment.forgotten().empty()) return false;
  const auto bytes = read_file(*options_.disk, folder_.log(segment.number()));
  if (!bytes) return false;
  const LogScan scan = scan_log(*bytes);
  return scan.header_sound && scan.damages.empty() && scan.sound_bytes == bytes->size();
}

// Takes empty sealed segments out of list and folder. The index goes first: it can be made again.
Result<void> LocalStore::drop_empty() {
  const Segments all = segments();
  std::vector<std::uint32_t> dropped;
  for (const auto& segment : *all) {
    if (segment != all->back() && is_empty(*segment)) dropped.push_back(segment->number());
  }
  if (dropped.empty()) return {};
  // A log says which it took in: it must not go before them.
  if (auto ok = remove_taken_in(); !ok) return ok;
  {
    const std::lock_guard writer(writer_mutex_);
    Snapshot left = *segments();
    std::erase_if(left, [&](const auto& segment) {
      return std::find(dropped.begin(), dropped.end(), segment->number()) != dropped.end();
    });
    publish(std::move(left));
  }
  for (const auto number : dropped) {
    cache_.forget(number);
    (void)options_.disk->remove(folder_.torn(number));
    auto ok = options_.disk->remove(folder_.index(number));
    if (ok || ok.error().code == ErrorCode::kNotFound) ok = options_.disk->remove(folder_.log(number));
    if (!ok) return ok;
  }
  return options_.disk->sync_folder(folder_.logs());
}

Result<std::uint64_t> LocalStore::retain(Time older_than) {
  if (auto ok = may_change(); !ok) return ok.error();
  const std::lock_guard keeper(keeper_mutex_);
  std::uint64_t dropped = 0;
  {
    const std::lock_guard writer(writer_mutex_);
    const std::unique_lock keys(keys_mutex_);
    const Segments all = segments();
    for (const auto& segment : *all) {
      const Columns columns = segment->columns();
      Bits docs(segment->doc_count());
      for (std::uint32_t doc = 0; doc < docs.size(); ++doc) {
        if (time_of_micros(columns.created[doc]) < older_than && segment->hidden.add(doc)) docs.add(doc);
      }
      if (docs.empty()) continue;
      dropped += docs.count();
      hidden_since_.try_emplace(segment->number(), options_.clock->now());
      for (const auto key : segment->keys().of(docs)) {
        const KeyTable::Entry entry = keys_.find(key);
        if (entry.is_post() && entry.segment == segment->number()) keys_.drop(key);
      }
    }
  }
  if (dropped > 0) {
    if (auto ok = erase_due(Time::max()); !ok) return ok.error();
    if (auto ok = drop_empty(); !ok) return ok.error();
  }
  return dropped;
}

}  // namespace vigie::store
