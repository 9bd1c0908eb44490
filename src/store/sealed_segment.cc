#include "store/sealed_segment.h"

#include <algorithm>
#include <utility>

#include "base/bytes.h"

namespace vigie::store {
namespace {

// Reads names one after the other, from the start of a run.
class NameReader {
 public:
  explicit NameReader(std::string_view names) : in_(names) {}
  bool read() {
    if (in_.at_end()) return false;
    const auto shared = in_.varint();
    const auto rest = in_.string();
    if (!in_.ok() || shared > name_.size()) return false;
    name_.resize(shared);
    name_.append(rest);
    return true;
  }
  const std::string& name() const { return name_; }

 private:
  ByteReader in_;
  std::string name_;
};

}  // namespace

Result<std::unique_ptr<SealedSegment>> SealedSegment::open(std::unique_ptr<Mapping> index,
                                                           std::shared_ptr<const File> log, Checks checks) {
  auto view = IndexView::open(index->bytes(), checks);
  if (!view) return view.error();
  std::unique_ptr<SealedSegment> segment(new SealedSegment(*view, std::move(index), std::move(log)));
  if (auto ok = segment->read_sources(); !ok) return ok.error();
  return segment;
}

SealedSegment::SealedSegment(IndexView view, std::unique_ptr<Mapping> mapping, std::shared_ptr<const File> log)
    : Segment(view.header().segment, view.header().doc_count),
      mapping_(std::move(mapping)),
      view_(view),
      log_(std::move(log)),
      author_of_(view_.array<std::uint32_t>(Section::kAuthorOf)),
      authors_(view_.array<AuthorKey>(Section::kAuthors)),
      keys_(view_.array<std::uint64_t>(Section::kKeys)),
      key_docs_(view_.array<std::uint32_t>(Section::kKeyDocs)),
      blocks_(view_.array<std::uint64_t>(Section::kBlocks)) {
  columns_.created = view_.array<std::int64_t>(Section::kCreated).data();
  columns_.place = view_.array<Place>(Section::kPlaces).data();
  columns_.language = view_.array<std::uint8_t>(Section::kLanguages).data();
  columns_.traits = view_.array<std::uint8_t>(Section::kTraits).data();
  columns_.lateness = view_.array<std::uint16_t>(Section::kLateness).data();
  if (view_.has_wide_sources()) {
    columns_.wide_source = view_.array<std::uint32_t>(Section::kSourceOf).data();
  } else {
    columns_.source = view_.array<std::uint16_t>(Section::kSourceOf).data();
  }
  if (const auto ratings = view_.array<float>(Section::kRatings); !ratings.empty()) columns_.rating = ratings.data();
}

Result<void> SealedSegment::read_sources() {
  ByteReader in(view_.bytes(Section::kSources));
  while (in.ok() && !in.at_end()) sources_.emplace_back(in.string());
  bool fits = in.ok();
  for (std::uint32_t doc = 0; doc < doc_count(); ++doc) fits = fits && columns_.source_of(doc) < sources_.size();
  if (!fits) return Error{ErrorCode::kCorrupt, "a document's source is not in the list"};
  return {};
}

std::optional<std::uint32_t> SealedSegment::id_of(std::uint64_t term) const {
  const auto hashes = view_.array<std::uint64_t>(Section::kTermHashes);
  const auto found = std::lower_bound(hashes.begin(), hashes.end(), term);
  if (found == hashes.end() || *found != term) return std::nullopt;
  return view_.array<std::uint32_t>(Section::kTermIds)[static_cast<std::size_t>(found - hashes.begin())];
}

Postings SealedSegment::postings_of(std::uint32_t id) const {
  const auto from = view_.array<std::uint32_t>(Section::kPostingsFrom);
  const auto bytes = view_.bytes(Section::kPostings).substr(from[id], from[id + 1] - from[id]);
  std::span<const Skip> skips;
  const auto long_terms = view_.array<std::uint32_t>(Section::kSkipTerms);
  const auto found = std::lower_bound(long_terms.begin(), long_terms.end(), id);
  if (bytes.size() > kSkipPostings && found != long_terms.end() && *found == id) {
    const auto skips_from = view_.array<std::uint32_t>(Section::kSkipsFrom);
    const auto place = static_cast<std::size_t>(found - long_terms.begin());
    skips = view_.array<Skip>(Section::kSkips).subspan(skips_from[place], skips_from[place + 1] - skips_from[place]);
  }
  return {bytes, skips, doc_count()};
}

Segment::Times SealedSegment::times() const {
  const std::uint32_t docs = doc_count();
  if (docs == 0) return {};
  return {columns_.created[docs - 1], columns_.created[0]};
}

Postings SealedSegment::postings(std::uint64_t term, std::uint32_t) const {
  const auto id = id_of(term);
  return id ? postings_of(*id) : Postings();
}

std::uint32_t SealedSegment::posts_with(std::uint64_t term) const {
  const auto id = id_of(term);
  return id ? postings_of(*id).count() : 0;
}

// The run in which `name` would begin: the last whose first name is not after it.
std::uint32_t SealedSegment::first_run_not_before(std::string_view name) const {
  const auto from = view_.array<std::uint32_t>(Section::kNamesFrom);
  const auto names = view_.bytes(Section::kNames);
  const auto after = std::partition_point(from.begin(), from.end(), [&](std::uint32_t offset) {
    NameReader reader(names.substr(offset));
    return reader.read() && reader.name() < name;
  });
  const auto run = static_cast<std::uint32_t>(after - from.begin());
  return run == 0 ? 0 : run - 1;
}

void SealedSegment::add_prefix(char shelf, std::string_view folded, Bits& out) const {
  const std::string prefix = std::string(1, shelf).append(folded);
  const auto from = view_.array<std::uint32_t>(Section::kNamesFrom);
  if (from.empty()) return;
  const std::uint32_t run = first_run_not_before(prefix);
  NameReader reader(view_.bytes(Section::kNames).substr(from[run]));
  for (std::uint32_t id = run * kNamesRun; id < view_.term_count() && reader.read(); ++id) {
    const int order = reader.name().compare(0, prefix.size(), prefix);
    if (order > 0) return;
    if (order == 0) postings_of(id).each(0, doc_count(), [&](std::uint32_t doc) { out.add(doc); });
  }
}

std::optional<std::uint32_t> SealedSegment::doc_of(std::uint64_t key, Place place) const {
  const auto [first, last] = std::equal_range(keys_.begin(), keys_.end(), key);
  for (auto at = first; at != last; ++at) {
    const auto doc = key_docs_[static_cast<std::size_t>(at - keys_.begin())];
    if (columns_.place[doc] == place) return doc;
  }
  return std::nullopt;
}

std::vector<std::uint32_t> SealedSegment::docs_named(std::uint32_t name, std::uint32_t doc_count) const {
  std::vector<bool> wanted(authors_.size());
  bool any = false;
  for (std::size_t i = 0; i < authors_.size(); ++i) {
    wanted[i] = authors_[i].handle == name || authors_[i].id == name;
    any = any || wanted[i];
  }
  std::vector<std::uint32_t> docs;
  for (std::uint32_t doc = 0; any && doc < doc_count; ++doc) {
    if (wanted[author_of_[doc]]) docs.push_back(doc);
  }
  return docs;
}

std::vector<std::uint32_t> SealedSegment::corrected(std::uint32_t doc_count) const {
  const auto all = view_.array<std::uint32_t>(Section::kCorrected);
  return {all.begin(), std::lower_bound(all.begin(), all.end(), doc_count)};
}

std::vector<std::uint32_t> SealedSegment::docs_of_author(std::uint64_t author) const {
  std::vector<std::uint32_t> docs;
  const auto first =
      std::partition_point(authors_.begin(), authors_.end(), [&](const AuthorKey& key) { return key.author < author; });
  auto last = first;
  while (last != authors_.end() && last->author == author) ++last;
  if (first == last) return docs;
  const auto low = static_cast<std::uint32_t>(first - authors_.begin());
  const auto high = static_cast<std::uint32_t>(last - authors_.begin());
  for (std::uint32_t doc = 0; doc < doc_count(); ++doc) {
    if (author_of_[doc] >= low && author_of_[doc] < high) docs.push_back(doc);
  }
  return docs;
}

}  // namespace vigie::store
