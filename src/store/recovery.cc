// How a store comes back: sealed segments by their indexes, the last log by replay, the key table from
// the key columns; then what deletions say about all of it.
#include <algorithm>
#include <utility>

#include "store/limits.h"
#include "store/local_store.h"
#include "store/log_list.h"
#include "store/log_scan.h"
#include "store/replay.h"

namespace vigie::store {
namespace {

constexpr std::chrono::seconds kLockWait{2};  // For a process that is about to end.
constexpr int kLooksMax = 5;                  // At a folder that somebody else changes.

Result<std::string> read_all(const File& file) {
  const auto size = file.size();
  if (!size) return size.error();
  std::string bytes;
  if (auto ok = file.read(0, *size, bytes); !ok) return ok.error();
  return bytes;
}

}  // namespace

Result<void> LocalStore::recover() {
  if (!options_.read_only) {
    if (auto ok = take_folder(); !ok) return ok;
  }
  auto ok = recover_segments();
  // Who writes the folder may merge logs, or drop one, while it is looked at.
  for (int look = 1; options_.read_only && look < kLooksMax && !ok && ok.error().code == ErrorCode::kNotFound; ++look) {
    ok = recover_segments();
  }
  if (!ok || options_.read_only) return ok;
  if (const auto dropped = drop_empty(); !dropped) {
    options_.log->warn("store: empty segments stay", {{"reason", dropped.error().message}});
  }
  return {};
}

Result<void> LocalStore::recover_segments() {
  const auto numbers = find_logs();
  if (!numbers) return numbers.error();
  Snapshot all;
  for (const auto number : *numbers) {
    if (options_.stop != nullptr && *options_.stop) return unavailable("store: stopped while it was opened");
    if (auto ok = recover_segment(number, number == numbers->back(), all); !ok) return ok;
  }
  publish(all);
  recover_keys(all);
  recover_gone(all);
  if (options_.read_only || live_ != nullptr) return {};
  return begin_live(numbers->empty() ? 1 : numbers->back() + 1);
}

// Those that count. What another log took in, and indexes of logs that are gone, a crash has left.
Result<std::vector<std::uint32_t>> LocalStore::find_logs() {
  auto logs = list_logs(*options_.disk, folder_);
  if (!logs || options_.read_only) return logs ? Result(std::move(logs->numbers)) : logs.error();
  taken_in_ = std::move(logs->taken_in);
  if (const auto ok = remove_taken_in(); !ok) {
    options_.log->warn("store: logs that were merged stay beside", {{"reason", ok.error().message}});
  }
  remove_indexes_without_log(logs->numbers);
  return std::move(logs->numbers);
}

void LocalStore::remove_indexes_without_log(std::span<const std::uint32_t> numbers) {
  const auto names = options_.disk->list(folder_.indexes());
  if (!names) return;
  for (const auto& name : *names) {
    const auto number = Folder::number_of(name, ".idx");
    if (number && !std::binary_search(numbers.begin(), numbers.end(), *number))
      (void)options_.disk->remove(folder_.index(*number));
  }
}

Result<void> LocalStore::take_folder() {
  Disk& disk = *options_.disk;
  auto ok = disk.make_folder(folder_.logs());
  if (ok) ok = disk.make_folder(folder_.indexes());
  if (!ok) return ok;
  auto lock = disk.lock(folder_.lock(), kLockWait);
  if (!lock) return lock.error();
  lock_ = std::move(*lock);
  remove_leftovers(folder_.logs());
  remove_leftovers(folder_.indexes());
  return {};
}

// Files that a crash left half-made.
void LocalStore::remove_leftovers(const std::string& folder) {
  const auto names = options_.disk->list(folder);
  if (!names) return;
  for (const auto& name : *names) {
    if (name.ends_with(".new")) (void)options_.disk->remove(std::string(folder).append("/").append(name));
  }
}

std::unique_ptr<SealedSegment> LocalStore::open_index(std::uint32_t number, const std::shared_ptr<const File>& log) {
  auto mapping = options_.disk->map(folder_.index(number));
  if (!mapping) return nullptr;
  auto segment = SealedSegment::open(std::move(*mapping), log);
  if (!segment) {
    const bool is_of_another_version = segment.error().code == ErrorCode::kRefused;
    options_.log->warn(is_of_another_version ? "store: an index of another version is made again"
                                             : "store: a damaged index is made again",
                       {{"file", folder_.index(number)}, {"reason", segment.error().message}});
    return nullptr;
  }
  std::string header;
  const auto size = log->size();
  if (!size || *size != (*segment)->log_bytes() || (*segment)->number() != number ||
      !log->read(0, kLogHeaderBytes, header)) {
    return nullptr;
  }
  const auto log_header = read_log_header(header);
  if (log_header && log_header->generation != (*segment)->generation()) return nullptr;
  return std::move(*segment);
}

Result<void> LocalStore::recover_segment(std::uint32_t number, bool last, Snapshot& segments) {
  auto opened = options_.disk->open_to_read(folder_.log(number));
  if (!opened) return opened.error();
  const std::shared_ptr<const File> log(std::move(*opened));
  if (auto sealed = open_index(number, log)) {
    segments.push_back(std::move(sealed));
    return {};
  }
  const auto bytes = read_all(*log);
  if (!bytes) return bytes.error();
  const LogScan scan = scan_log(*bytes);
  if (scan.of_another_version) {
    return Error{ErrorCode::kRefused,
                 folder_.log(number) + ": written by another version of vigie; nothing was changed"};
  }
  tell_damage(number, scan, bytes->size());
  // A log whose header is damaged is read as far as it goes, and never written again.
  if (last && !options_.read_only && (scan.header_sound || scan.is_unbegun)) {
    return go_on_with(number, *bytes, scan, segments);
  }
  const auto frozen = replay(number, *bytes, scan, log, 0);
  frozen->set_log_bytes(bytes->size());
  if (!options_.read_only && write_index(*frozen)) {
    if (auto sealed = open_index(number, log)) {
      segments.push_back(std::move(sealed));
      return {};
    }
  }
  segments.push_back(frozen);  // Served from memory until the keeper can write its index.
  return {};
}

// The last log is where the writer stopped.
Result<void> LocalStore::go_on_with(std::uint32_t number, std::string_view bytes, const LogScan& scan,
                                    Snapshot& segments) {
  (void)options_.disk->remove(folder_.index(number));  // Of a sealing that was never finished, if there is any.
  if (scan.is_unbegun) {
    publish(segments);
    auto ok = begin_live(number);
    if (ok) segments.push_back(live_);
    return ok;
  }
  set_aside_torn(number, bytes.substr(scan.sound_bytes));
  auto writer = LogWriter::resume(*options_.disk, folder_.log(number), scan.sound_bytes);
  if (!writer) return writer.error();
  writer_ = std::move(*writer);
  live_ = replay(number, bytes, scan, writer_->file(), options_.segment_posts_max + kAppendItemsMax);
  segments.push_back(live_);
  return {};
}

// What is cut was acknowledged to nobody, unless the disk has damaged what it had synced: so it is kept beside, after
// what an earlier start has kept.
void LocalStore::set_aside_torn(std::uint32_t number, std::string_view tail) {
  if (tail.find_first_not_of('\0') == tail.npos) return;  // Room that the system gave and nobody filled.
  const std::string file = folder_.torn(number);
  auto kept = read_file(*options_.disk, file);
  if (!kept && kept.error().code == ErrorCode::kNotFound) kept = std::string();
  Result<void> ok = {};
  std::size_t room = 0;
  if (kept) {
    room = std::min(tail.size(), kTornBytesMax - std::min(kTornBytesMax, kept->size()));
    if (room > 0) ok = replace_file(*options_.disk, file, kept->append(tail.substr(0, room)));
  } else {
    ok = kept.error();
  }
  if (ok) {
    options_.log->warn("store: a torn tail is set aside", {{"file", file}, {"bytes", room}});
  } else {
    options_.log->error("store: a torn tail cannot be set aside", {{"file", file}, {"reason", ok.error().message}});
  }
}

void LocalStore::tell_damage(std::uint32_t number, const LogScan& scan, std::uint64_t file_bytes) {
  const std::string file = folder_.log(number);
  if (!scan.header_sound && !scan.is_unbegun) options_.log->error("store: a log's header is damaged", {{"file", file}});
  for (const auto& damage : scan.damages) {
    options_.log->error("store: damaged bytes are set aside",
                        {{"file", file}, {"offset", damage.offset}, {"bytes", damage.bytes}, {"what", damage.what}});
  }
  if (scan.sound_bytes < file_bytes && !options_.read_only) {
    options_.log->warn("store: a torn tail is cut",
                       {{"file", file}, {"offset", scan.sound_bytes}, {"bytes", file_bytes - scan.sound_bytes}});
  }
}

void LocalStore::recover_keys(const Snapshot& segments) {
  std::size_t key_count = 0;
  for (const auto& segment : segments) key_count += segment->doc_count() + segment->gone().size();
  keys_.reserve(key_count);
  for (const auto& segment : segments) {
    const Place* const place = segment->columns().place;
    segment->keys().each([&](std::uint64_t key, std::uint32_t doc) {
      KeyTable::Entry& entry = keys_.at(key);
      if (entry.is_post()) hide({entry.segment, entry.place, key});  // By a newer version.
      entry.segment = segment->number();
      entry.place = place[doc];
    });
  }
}

void LocalStore::recover_gone(const Snapshot& segments) {
  const auto drop = [&](KeyTable::Entry& entry) {
    if (entry.is_post()) hide({entry.segment, entry.place, entry.key});
    entry.segment = KeyTable::kGone;
  };
  for (const auto& segment : segments) {
    for (const auto key : segment->gone()) drop(keys_.at(key));
  }
  for (const auto& teller : segments) {
    for (const auto& forgotten : teller->forgotten()) {
      for (const auto& segment : segments) {
        if (segment->number() > teller->number()) break;
        const bool is_teller = segment == teller;
        for (const auto key : keys_of_author(*segment, forgotten, is_teller)) drop(keys_.at(key));
      }
    }
  }
}

// The keys whose version that counts is of this author, as when it was forgotten: a post that another
// author had edited by then stays.
std::vector<std::uint64_t> LocalStore::keys_of_author(const Segment& segment, const Forgotten& forgotten,
                                                      bool is_teller) {
  Bits docs(segment.doc_count());
  for (const auto doc : segment.docs_of_author(forgotten.author)) {
    const bool was_there = !is_teller || segment.columns().place[doc] < forgotten.before;
    if (was_there && segment.columns().created[doc] <= forgotten.until) docs.add(doc);
  }
  if (docs.empty()) return {};
  auto keys = segment.keys().of(docs);
  std::erase_if(keys, [&](std::uint64_t key) {
    const KeyTable::Entry& entry = keys_.at(key);
    const auto doc = entry.segment == segment.number() ? segment.doc_of(key, entry.place) : std::nullopt;
    return !doc || !docs.has(*doc);
  });
  return keys;
}

}  // namespace vigie::store
