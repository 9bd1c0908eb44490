#include "store/index_format.h"

#include <algorithm>
#include <functional>

#include "base/bytes.h"
#include "base/hash.h"

namespace vigie::store {
namespace {

constexpr std::string_view kIndexMagic = "VIGIEIDX";
constexpr std::uint32_t kIndexVersion = 5;
constexpr std::size_t kFixedBytes = 40;
constexpr std::size_t kTableBytes = kSectionCount * 24;
constexpr std::size_t kHeaderBytes = kFixedBytes + kTableBytes + 8;  // With its checksum and padding.

Error damaged(const char* what) { return {ErrorCode::kCorrupt, what}; }

std::size_t aligned(std::size_t bytes) { return (bytes + 7) & ~std::size_t{7}; }

// How many bytes a value of the section takes; 1 for plain bytes.
std::size_t width(Section section) {
  switch (section) {
    case Section::kCreated:
    case Section::kKeys:
    case Section::kGone:
    case Section::kTermHashes:
    case Section::kBlocks:
      return 8;
    case Section::kPlaces:
    case Section::kAuthorOf:
    case Section::kRatings:
    case Section::kKeyDocs:
    case Section::kTermIds:
    case Section::kPostingsFrom:
    case Section::kNamesFrom:
    case Section::kSkipTerms:
    case Section::kSkipsFrom:
    case Section::kCorrected:
      return 4;
    case Section::kSkips:
      return sizeof(Skip);
    case Section::kSourceOf:
    case Section::kLateness:
      return 2;
    case Section::kAuthors:
      return sizeof(AuthorKey);
    case Section::kForgotten:
      return sizeof(Forgotten);
    default:
      return 1;
  }
}

template <typename T>
bool all_below(std::span<const T> values, std::uint64_t end) {
  return std::all_of(values.begin(), values.end(), [&](T value) { return value < end; });
}

bool are_offsets(std::span<const std::uint32_t> offsets, std::size_t end) {
  return std::is_sorted(offsets.begin(), offsets.end()) && (offsets.empty() || offsets.back() <= end);
}

struct TableEntry {
  std::uint32_t crc = 0;
  std::string_view bytes;
};

struct Parsed {
  IndexHeader header;
  std::array<TableEntry, kSectionCount> table;
};

Result<Parsed> parse_header(std::string_view file, Checks checks) {
  if (file.size() < kHeaderBytes) return damaged("index header is cut");
  ByteReader in(file);
  if (in.take(kIndexMagic.size()) != kIndexMagic) return damaged("not an index file");
  const auto version = in.get<std::uint32_t>();
  const auto section_count = in.get<std::uint32_t>();
  if (version != kIndexVersion) return Error{ErrorCode::kRefused, "index of version " + std::to_string(version)};
  if (section_count != kSectionCount) return damaged("index of another number of sections");
  Parsed parsed;
  parsed.header.segment = in.get<std::uint32_t>();
  parsed.header.generation = in.get<std::uint32_t>();
  parsed.header.log_bytes = in.get<std::uint64_t>();
  parsed.header.doc_count = in.get<std::uint32_t>();
  in.get<std::uint32_t>();
  for (auto& entry : parsed.table) {
    in.get<std::uint32_t>();
    entry.crc = in.get<std::uint32_t>();
    const auto offset = in.get<std::uint64_t>();
    const auto bytes = in.get<std::uint64_t>();
    if (offset > file.size() || bytes > file.size() - offset || offset % 8 != 0) {
      return damaged("a section lies outside its index");
    }
    entry.bytes = file.substr(offset, bytes);
  }
  const auto crc = in.get<std::uint32_t>();
  if (checks == Checks::kAll && crc != crc32c(file.substr(0, kFixedBytes + kTableBytes))) {
    return damaged("index header does not fit its checksum");
  }
  return parsed;
}

}  // namespace

std::string IndexWriter::finish() const {
  std::string out;
  std::size_t size = kHeaderBytes;
  for (const auto& bytes : sections_) size += aligned(bytes.size());
  out.reserve(size);
  out.append(kIndexMagic);
  put(out, kIndexVersion);
  put(out, static_cast<std::uint32_t>(kSectionCount));
  put(out, header_.segment);
  put(out, header_.generation);
  put(out, header_.log_bytes);
  put(out, header_.doc_count);
  put(out, std::uint32_t{0});
  std::uint64_t offset = kHeaderBytes;
  for (std::uint32_t i = 0; i < kSectionCount; ++i) {
    put(out, i);
    put(out, crc32c(sections_[i]));
    put(out, offset);
    put(out, std::uint64_t{sections_[i].size()});
    offset += aligned(sections_[i].size());
  }
  put(out, crc32c(out));
  put(out, std::uint32_t{0});
  for (const auto& bytes : sections_) {
    out.append(bytes);
    out.append(aligned(bytes.size()) - bytes.size(), '\0');
  }
  return out;
}

Result<IndexView> IndexView::open(std::string_view file, Checks checks) {
  const auto parsed = parse_header(file, checks);
  if (!parsed) return parsed.error();
  IndexView view;
  view.header_ = parsed->header;
  for (std::size_t i = 0; i < kSectionCount; ++i) {
    const auto& entry = parsed->table[i];
    if (entry.bytes.size() % width(static_cast<Section>(i)) != 0) return damaged("a section is cut");
    if (checks == Checks::kAll && crc32c(entry.bytes) != entry.crc)
      return damaged("a section does not fit its checksum");
    view.sections_[i] = entry.bytes;
  }
  if (auto ok = view.check_structure(); !ok) return ok.error();
  return view;
}

Result<void> IndexView::check_structure() const {
  const std::uint64_t docs = header_.doc_count;
  for (const Section section :
       {Section::kCreated, Section::kPlaces, Section::kAuthorOf, Section::kSourceOf, Section::kLanguages,
        Section::kTraits, Section::kLateness, Section::kKeys, Section::kKeyDocs}) {
    const bool is_wide = section == Section::kSourceOf && has_wide_sources();
    const std::size_t bytes_a_doc = is_wide ? sizeof(std::uint32_t) : width(section);
    if (bytes(section).size() != docs * bytes_a_doc) return damaged("a column has not one value a document");
  }
  const auto ratings = array<float>(Section::kRatings).size();
  if (ratings != 0 && ratings != docs) return damaged("ratings have not one value a document");
  const auto terms = array<std::uint64_t>(Section::kTermHashes).size();
  if (array<std::uint32_t>(Section::kTermIds).size() != terms ||
      array<std::uint32_t>(Section::kPostingsFrom).size() != terms + 1 ||
      array<std::uint32_t>(Section::kNamesFrom).size() != (terms + kNamesRun - 1) / kNamesRun) {
    return damaged("the dictionary's sections do not fit each other");
  }
  if (array<std::uint32_t>(Section::kSkipsFrom).size() != array<std::uint32_t>(Section::kSkipTerms).size() + 1) {
    return damaged("the skips do not fit the dictionary");
  }
  if (!are_offsets(array<std::uint32_t>(Section::kSkipsFrom), array<Skip>(Section::kSkips).size())) {
    return damaged("skips lie outside their section");
  }
  if (!all_below(array<std::uint32_t>(Section::kAuthorOf), array<AuthorKey>(Section::kAuthors).size()) ||
      !all_below(array<std::uint32_t>(Section::kKeyDocs), docs) ||
      !all_below(array<std::uint32_t>(Section::kCorrected), docs) ||
      !all_below(array<std::uint32_t>(Section::kTermIds), terms) ||
      !are_offsets(array<std::uint32_t>(Section::kPostingsFrom), bytes(Section::kPostings).size()) ||
      !are_offsets(array<std::uint32_t>(Section::kNamesFrom), bytes(Section::kNames).size())) {
    return damaged("a section points outside another");
  }
  const auto corrected = array<std::uint32_t>(Section::kCorrected);
  if (std::adjacent_find(corrected.begin(), corrected.end(), std::greater_equal<>()) != corrected.end()) {
    return damaged("the corrected documents are not rising");
  }
  return {};
}

std::uint64_t first_bad_byte(std::string_view file) {
  const auto parsed = parse_header(file, Checks::kAll);
  if (!parsed) return 0;
  std::uint64_t end = kHeaderBytes;
  const auto first_between = [&](std::uint64_t from) {  // No checksum covers the zeros between sections.
    const auto between = file.substr(std::min<std::uint64_t>(from, file.size()), end - from);
    return from + std::min(between.find_first_not_of('\0'), between.size());
  };
  if (const auto bad = first_between(kHeaderBytes - sizeof(std::uint32_t)); bad < end) return bad;
  for (const auto& entry : parsed->table) {
    const auto offset = static_cast<std::uint64_t>(entry.bytes.data() - file.data());
    if (crc32c(entry.bytes) != entry.crc) return offset;
    end = offset + aligned(entry.bytes.size());
    if (const auto bad = first_between(offset + entry.bytes.size()); bad < std::min<std::uint64_t>(end, file.size()))
      return bad;
  }
  return end == file.size() ? file.size() : std::min<std::uint64_t>(end, file.size());
}

}  // namespace vigie::store
