// A stretch of the log with its index file mapped into memory: opened in microseconds, read where it
// lies. Threads: immutable but for `hidden`; shared. Errors: open() refuses a damaged index, which is
// then made again from its log; damaged postings can give no document outside the segment.
#pragma once

#include "store/index_format.h"
#include "store/segment.h"

namespace vigie::store {

class SealedSegment final : public Segment {
 public:
  static Result<std::unique_ptr<SealedSegment>> open(std::unique_ptr<Mapping> index, std::shared_ptr<const File> log,
                                                     Checks checks = Checks::kAll);

  std::uint32_t doc_count() const override { return view_.header().doc_count; }
  Columns columns() const override { return columns_; }
  AuthorKey author(std::uint32_t doc) const override { return authors_[author_of_[doc]]; }
  std::vector<std::string> sources() const override { return sources_; }
  bool newest_first() const override { return true; }
  Times times() const override;
  Postings postings(std::uint64_t term, std::uint32_t doc_count) const override;
  void add_prefix(char shelf, std::string_view folded, Bits& out) const override;
  std::uint32_t posts_with(std::uint64_t term) const override;
  std::optional<std::uint32_t> doc_of(std::uint64_t key, Place place) const override;
  std::vector<std::uint32_t> docs_named(std::uint32_t name, std::uint32_t doc_count) const override;
  std::vector<std::uint32_t> corrected(std::uint32_t doc_count) const override;
  std::vector<std::uint32_t> docs_of_author(std::uint64_t author) const override;
  std::uint64_t log_bytes() const override { return view_.header().log_bytes; }
  std::uint32_t block_count() const override { return static_cast<std::uint32_t>(blocks_.size()); }
  Spot spot(std::uint32_t block) const override {
    return {log_, block < blocks_.size() ? blocks_[block] : kNoBlock, view_.header().generation};
  }
  std::uint32_t generation() const { return view_.header().generation; }
  std::size_t source_count() const { return sources_.size(); }
  Keys keys() const override { return {keys_, key_docs_}; }  // Sorted.
  std::span<const std::uint64_t> gone() const override { return view_.array<std::uint64_t>(Section::kGone); }
  std::span<const Forgotten> forgotten() const override { return view_.array<Forgotten>(Section::kForgotten); }
  std::uint64_t index_bytes() const override { return mapping_->bytes().size(); }

 private:
  SealedSegment(IndexView view, std::unique_ptr<Mapping> mapping, std::shared_ptr<const File> log);
  Result<void> read_sources();
  std::optional<std::uint32_t> id_of(std::uint64_t term) const;
  Postings postings_of(std::uint32_t id) const;
  std::uint32_t first_run_not_before(std::string_view name) const;

  std::unique_ptr<Mapping> mapping_;
  IndexView view_;
  std::shared_ptr<const File> log_;
  Columns columns_;
  std::span<const std::uint32_t> author_of_;
  std::span<const AuthorKey> authors_;
  std::span<const std::uint64_t> keys_;
  std::span<const std::uint32_t> key_docs_;
  std::span<const std::uint64_t> blocks_;
  std::vector<std::string> sources_;
};

}  // namespace vigie::store
