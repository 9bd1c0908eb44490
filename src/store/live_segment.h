// The newest stretch of the log, searchable in memory as soon as a batch is added. When it is full it
// is frozen: never added to again, and searched until a SealedSegment takes its place.
//
// Columns stand in arrays of fixed capacity, so readers need no lock below doc_count(); the postings
// grow under a lock that the writer takes once a batch.
// Threads: one writer; any readers. Errors: none.
#pragma once

#include <deque>
#include <shared_mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "store/segment.h"
#include "store/term_table.h"

namespace vigie::store {

// A post about to be indexed.
struct Row {
  const post::Post* post = nullptr;
  const text::Words* words = nullptr;
  post::Reading reading;
  std::uint64_t key = 0;
  Place place = 0;
};

class LiveSegment final : public Segment {
 public:
  // `capacity`: documents at most.
  LiveSegment(std::uint32_t number, std::uint32_t generation, std::uint32_t capacity, std::shared_ptr<const File> log);
  // The same posts in a log that was written anew without those in `erased`, which seal() leaves out.
  void change_log(std::uint32_t generation, std::shared_ptr<const File> log, std::vector<std::uint64_t> block_offsets,
                  const Bits& erased);

  // The writer's side. Rows come in order of their places; they are visible on return.
  void add(std::span<const Row> rows);
  void add_block(std::uint32_t number, std::uint64_t offset);  // Numbers left out are blocks that were set aside.
  void add_gone(std::uint64_t key) { gone_.push_back(key); }
  void add_forgotten(Forgotten forgotten) { forgotten_.push_back(forgotten); }
  void set_log_bytes(std::uint64_t bytes) { log_bytes_.store(bytes, std::memory_order_relaxed); }
  std::size_t source_count() const { return sources_.size(); }

  // For the writer, and for sealing once frozen.
  std::span<const AuthorKey> authors() const { return {authors_.get(), doc_count()}; }
  std::span<const std::uint64_t> block_offsets() const { return block_offsets_; }
  std::uint32_t generation() const { return generation_; }
  bool is_erased(std::uint32_t doc) const { return doc < erased_.size() && erased_.has(doc); }
  const TermTable& terms() const { return terms_; }

  // The order of search results within this segment.
  bool before(std::uint32_t left, std::uint32_t right) const;
  std::string_view source(std::uint32_t doc) const;
  std::string_view id(std::uint32_t doc) const { return ids_[doc]; }

  std::uint32_t doc_count() const override { return doc_count_.load(std::memory_order_acquire); }
  Columns columns() const override;
  AuthorKey author(std::uint32_t doc) const override { return authors_[doc]; }
  std::vector<std::string> sources() const override;
  bool newest_first() const override { return false; }
  Times times() const override;
  Postings postings(std::uint64_t term, std::uint32_t doc_count) const override;
  void add_prefix(char shelf, std::string_view folded, Bits& out) const override;
  std::uint32_t posts_with(std::uint64_t term) const override;
  std::optional<std::uint32_t> doc_of(std::uint64_t key, Place place) const override;
  Keys keys() const override { return {{keys_.get(), doc_count()}, {}}; }
  std::span<const std::uint64_t> gone() const override { return gone_; }        // Of the writer, or once frozen.
  std::span<const Forgotten> forgotten() const override { return forgotten_; }  // The same.
  std::vector<std::uint32_t> docs_named(std::uint32_t name, std::uint32_t doc_count) const override;
  std::vector<std::uint32_t> corrected(std::uint32_t doc_count) const override;
  std::vector<std::uint32_t> docs_of_author(std::uint64_t author) const override;
  std::uint64_t log_bytes() const override { return log_bytes_.load(std::memory_order_relaxed); }
  std::uint32_t block_count() const override;
  Spot spot(std::uint32_t block) const override;
  std::uint64_t index_bytes() const override;  // Of memory, about.

 private:
  void add_columns(std::uint32_t doc, const Row& row);
  void add_words(std::uint32_t doc, const Row& row);
  std::uint32_t source_index(std::string_view source);

  const std::uint32_t capacity_;
  std::atomic<std::uint32_t> doc_count_{0};
  std::atomic<std::uint64_t> log_bytes_{0};
  std::atomic<std::int64_t> oldest_{Times{}.low};
  std::atomic<std::int64_t> newest_{Times{}.high};

  std::unique_ptr<std::int64_t[]> created_;
  std::unique_ptr<Place[]> places_;
  std::unique_ptr<std::uint32_t[]> source_of_;
  std::unique_ptr<std::uint8_t[]> languages_;
  std::unique_ptr<std::uint8_t[]> traits_;
  std::unique_ptr<std::uint16_t[]> lateness_;
  std::unique_ptr<float[]> ratings_;
  std::unique_ptr<std::uint64_t[]> keys_;
  std::unique_ptr<AuthorKey[]> authors_;
  std::unique_ptr<std::string_view[]> ids_;
  Arena id_bytes_;
  std::vector<std::uint64_t> gone_;
  std::vector<Forgotten> forgotten_;
  Bits erased_;

  mutable std::shared_mutex mutex_;  // Guards what follows; taken by the writer once a batch.
  std::uint32_t generation_;
  std::shared_ptr<const File> log_;
  TermTable terms_;
  std::vector<std::uint32_t> corrected_;
  std::vector<std::uint64_t> block_offsets_;
  std::deque<std::string> sources_;  // Stay where they are.
  std::unordered_map<std::string_view, std::uint32_t> source_numbers_;
  std::uint32_t last_source_ = 0;
};

}  // namespace vigie::store
