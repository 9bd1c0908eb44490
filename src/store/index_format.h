// The bytes of an index file: `doc/formats/index.md`. A header, a table of sections, each under its
// own checksum, then the sections, which are arrays that can be used where they lie.
// Threads: IndexView is immutable; the bytes it was opened on must outlive it.
// Errors: open() refuses what does not fit, so that no later use can leave the file.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/segment.h"

namespace vigie::store {

enum class Section : std::uint32_t {
  kCreated,       // i64 a document; not rising
  kPlaces,        // u32 a document
  kAuthorOf,      // u32 a document, in kAuthors
  kSourceOf,      // u16 a document, in kSources; u32 where there are more than kNarrowSourcesMax
  kLanguages,     // u8 a document
  kTraits,        // u8 a document
  kRatings,       // f32 a document, or nothing at all
  kAuthors,       // AuthorKey, sorted by author
  kSources,       // strings: varint size, bytes
  kKeys,          // u64, sorted
  kKeyDocs,       // u32: the document of each key
  kGone,          // u64: keys deleted or refused by this stretch of the log
  kForgotten,     // Forgotten
  kTermHashes,    // u64, sorted
  kTermIds,       // u32: the place in order of names of each term
  kPostingsFrom,  // u32 a term and one more, in order of names: where its postings begin
  kPostings,      // bytes
  kNamesFrom,     // u32 for each run of kNamesRun names
  kNames,         // bytes
  kBlocks,        // u64: offset of each block of the log
  kSkipTerms,     // u32: terms of more than kSkipPostings postings, by their place in order of names; rising
  kSkipsFrom,     // u32 for each of them and one more: where its skips begin in kSkips
  kSkips,         // Skip
  kLateness,      // u16 a document: a code of Lateness
  kCorrected,     // u32: documents whose reading a person corrected; rising
  kCount
};
constexpr std::size_t kSectionCount = static_cast<std::size_t>(Section::kCount);
constexpr std::uint32_t kNamesRun = 16;
constexpr std::uint32_t kNarrowSourcesMax = 1U << 16;

struct IndexHeader {
  std::uint32_t segment = 0;
  std::uint32_t generation = 0;  // Of the log that this was made from; another one makes the index void.
  std::uint64_t log_bytes = 0;
  std::uint32_t doc_count = 0;
};

class IndexWriter {
 public:
  explicit IndexWriter(const IndexHeader& header) : header_(header) {}
  std::string& section(Section section) { return sections_[static_cast<std::size_t>(section)]; }
  template <typename T>
  void set(Section which, std::span<const T> values) {
    section(which).assign(reinterpret_cast<const char*>(values.data()), values.size_bytes());
  }
  std::string finish() const;

 private:
  IndexHeader header_;
  std::array<std::string, kSectionCount> sections_;
};

enum class Checks { kAll, kStructure };  // kStructure leaves checksums alone: for fuzzing.

class IndexView {
 public:
  static Result<IndexView> open(std::string_view file, Checks checks = Checks::kAll);

  const IndexHeader& header() const { return header_; }
  std::string_view bytes(Section section) const { return sections_[static_cast<std::size_t>(section)]; }
  template <typename T>
  std::span<const T> array(Section section) const {
    const auto all = bytes(section);
    return {reinterpret_cast<const T*>(all.data()), all.size() / sizeof(T)};
  }
  bool has_wide_sources() const { return bytes(Section::kSourceOf).size() > header_.doc_count * sizeof(std::uint16_t); }
  std::uint32_t term_count() const {
    return static_cast<std::uint32_t>(array<std::uint64_t>(Section::kTermHashes).size());
  }

 private:
  Result<void> check_structure() const;

  IndexHeader header_;
  std::array<std::string_view, kSectionCount> sections_;
};

// The first byte of `file` that does not fit, for `vigie verify`; the file's size if all fits.
std::uint64_t first_bad_byte(std::string_view file);

}  // namespace vigie::store
