// What was said? Keeps every post once, in an append-only log, and finds it again by the query
// language, newest first, as soon as append() returns. The log is the truth; the index beside it can
// always be made again from it. `doc/formats/data-folder.md` shows the files.
//
// Threads: append(), sync(), seal() and close() by one writer thread; keep(), erase_now(), retain() by
// one keeper thread (or the writer); everything const by any thread, at any time.
// Errors: kUnavailable when the disk is full or fails: nothing acknowledged is lost, and the same call
// can be made again later; the program stops: ask again when it is back. kConflict from open(): another
// process writes the folder, and goes on doing so. kRefused: a log of a later version.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/disk.h"
#include "base/limit.h"
#include "base/log.h"
#include "base/result.h"
#include "post/post.h"
#include "query/query.h"
#include "store/answers.h"
#include "text/words.h"

namespace vigie::store {

// An item with what analysis said of it. `words` is read by query::read_words(); unused for deletions.
struct Analysed {
  const post::Item* item = nullptr;
  const text::Words* words = nullptr;
  post::Reading reading;
};

// A reading as the log keeps it, with probabilities in 1/255. Match and count with this one, so that
// what the watch saw is what the search finds.
post::Reading kept(const post::Reading& reading);

struct Options {
  std::string folder;    // DATA; made if absent.
  Disk* disk = nullptr;  // Borrowed, like the rest: must outlive the store.
  const Clock* clock = nullptr;
  Log* log = nullptr;
  std::uint32_t segment_posts_max = 262'144;          // A fuller segment is sealed; at most 2^22.
  std::uint64_t segment_log_bytes_max = 64ULL << 20;  // The same, by its log file.
  std::uint32_t block_items_max = 128;                // Items compressed together; at most 512.
  std::size_t merge_segments_min = 8;                 // keep() merges so many small segments in a row, or more.
  std::size_t cache_blocks_max = 256;                 // Decoded blocks kept for readers.
  Micros erase_after = std::chrono::seconds(20);      // keep() erases what was hidden for longer.
  const std::atomic<bool>* stop = nullptr;  // Borrowed. Once true, open() gives up, and questions end at once.
  bool read_only = false;     // Looks at the folder as it is, beside whoever writes it; what changes it is kRefused.
  bool seal_in_keep = false;  // Full segments wait for keep() on the keeper's thread, so that append() never does.
};

class Store {
 public:
  // Waits a moment for a process that is about to let the folder go.
  static Result<std::unique_ptr<Store>> open(const Options& options);
  virtual ~Store() = default;

  // Takes items in order; fates[i] says what became of items[i]. Visible to search on return, durable
  // after sync(). On an error none of them was taken: call again with the same items.
  //
  // (source, id) is the key. A known key with a newer edited_at and other content: kEdited, the old
  // version is hidden. A known key otherwise, a deleted key, a deletion told twice: kDuplicate.
  // A deletion of an unknown key is remembered: kDeleted. Forgetting an author takes the posts of
  // that author so far; how many they were, of all authors among the items, is returned.
  // A correction takes the place of the version that it was made of, with the same times: kCorrected. kDuplicate: it is
  // read so already. kRejected: there is no such post, or another version of it.
  virtual Result<std::uint64_t> append(std::span<const Analysed> items, std::vector<post::Fate>& fates) = 0;

  // Group commit: all that was appended is on disk when this returns the number of items handed to
  // append() since open(), whatever their fates.
  virtual Result<std::uint64_t> sync() = 0;

  // Ends the live segment now, whatever its size. For tests, and for a calm stop.
  virtual Result<void> seal() = 0;

  // The keeper's round, to be called every few seconds: seals what is full, takes the bytes of what was
  // deleted more than `erase_after` ago out of log and index, and makes one segment of small neighbours,
  // once a round, of as many as one segment may hold.
  virtual Result<void> keep() = 0;
  virtual Result<void> erase_now() = 0;

  // Forgets posts created before `older_than`, as if they had never been said. Their bytes are gone on return.
  virtual Result<std::uint64_t> retain(Time older_than) = 0;  // How many were dropped.

  virtual Result<void> close() = 0;  // Syncs. Called by the destructor too, where an error is only logged.

  // Newest first: created_at descending, then source and id ascending.
  virtual Result<Page> search(const query::Query& query, const SearchOptions& options) const = 0;

  // Counts of [from, to) in steps; buckets start at multiples of `step` from `from`; all of them are
  // in the answer, empty ones too. kInvalid: more than kBucketsMax.
  virtual Result<Histogram> histogram(const query::Query& query, const Span& span, Micros step) const = 0;

  virtual Result<Tops> tops(const query::Query& query, const Span& span, std::size_t limit) const = 0;

  virtual Result<std::optional<Hit>> get(std::string_view source, std::string_view id) const = 0;
  // Whether get() would find the post if every block could be read. Reads no block.
  virtual bool knows(std::string_view source, std::string_view id) const = 0;
  virtual Stats stats() const = 0;
};

// Reads every byte of a folder that nobody serves: `vigie verify`. Changes nothing.
Result<Report> verify(const std::string& folder, Disk& disk);

std::span<const Limit> limits();

}  // namespace vigie::store
