#include "store/seal.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "store/index_format.h"

namespace vigie::store {
namespace {

// Beyond so many, documents are put in order by a bitmap instead of by sorting.
constexpr std::size_t kSortedMax = 2'048;

constexpr std::uint32_t kLeftOut = ~std::uint32_t{0};  // The rank of a document that was erased.

struct Order {
  std::vector<std::uint32_t> docs;   // Newest first.
  std::vector<std::uint32_t> ranks;  // Of each document in `docs`, or kLeftOut.
};

Order order_of(const LiveSegment& segment) {
  Order order;
  const std::uint32_t doc_count = segment.doc_count();
  for (std::uint32_t doc = 0; doc < doc_count; ++doc) {
    if (!segment.is_erased(doc)) order.docs.push_back(doc);
  }
  std::sort(order.docs.begin(), order.docs.end(), [&](auto left, auto right) { return segment.before(left, right); });
  order.ranks.assign(doc_count, kLeftOut);
  for (std::uint32_t rank = 0; rank < order.docs.size(); ++rank) order.ranks[order.docs[rank]] = rank;
  return order;
}

template <typename T, typename Column>
void put_column(IndexWriter& out, Section section, const Order& order, const Column& column) {
  std::string& bytes = out.section(section);
  bytes.resize(order.docs.size() * sizeof(T));
  char* at = bytes.data();
  for (const auto doc : order.docs) {
    const auto value = static_cast<T>(column[doc]);
    std::memcpy(at, &value, sizeof value);
    at += sizeof value;
  }
}

void put_corrected(IndexWriter& out, const LiveSegment& segment, const Order& order) {
  std::vector<std::uint32_t> docs;
  for (const auto doc : segment.corrected(segment.doc_count())) {
    if (order.ranks[doc] != kLeftOut) docs.push_back(order.ranks[doc]);
  }
  std::sort(docs.begin(), docs.end());
  out.set<std::uint32_t>(Section::kCorrected, docs);
}

void put_columns(IndexWriter& out, const LiveSegment& segment, const Order& order) {
  const auto columns = segment.columns();
  put_column<std::int64_t>(out, Section::kCreated, order, columns.created);
  put_column<Place>(out, Section::kPlaces, order, columns.place);
  put_column<std::uint8_t>(out, Section::kLanguages, order, columns.language);
  put_column<std::uint8_t>(out, Section::kTraits, order, columns.traits);
  put_column<std::uint16_t>(out, Section::kLateness, order, columns.lateness);
  const float* const end = columns.rating + segment.doc_count();
  if (std::any_of(columns.rating, end, [](float rating) { return rating >= 0; })) {
    put_column<float>(out, Section::kRatings, order, columns.rating);
  }
}

// Numbered anew, without those of erased posts alone. Two bytes number the sources of nearly every segment.
void put_sources(IndexWriter& out, const LiveSegment& segment, const Order& order) {
  const auto columns = segment.columns();
  const auto names = segment.sources();
  std::vector<std::optional<std::uint32_t>> numbers(names.size());
  std::vector<std::uint32_t> source_of(segment.doc_count());
  std::uint32_t source_count = 0;
  for (const auto doc : order.docs) {
    auto& number = numbers[columns.source_of(doc)];
    if (!number) {
      number = source_count++;
      put_string(out.section(Section::kSources), names[columns.source_of(doc)]);
    }
    source_of[doc] = *number;
  }
  if (source_count <= kNarrowSourcesMax) {
    put_column<std::uint16_t>(out, Section::kSourceOf, order, source_of);
  } else {
    put_column<std::uint32_t>(out, Section::kSourceOf, order, source_of);
  }
}

bool by_author(const AuthorKey& left, const AuthorKey& right) {
  if (left.author != right.author) return left.author < right.author;
  return std::tie(left.handle, left.id) < std::tie(right.handle, right.id);
}

void put_authors(IndexWriter& out, const LiveSegment& segment, const Order& order) {
  const auto all = segment.authors();
  std::vector<std::pair<AuthorKey, std::uint32_t>> said;  // With documents.
  said.reserve(order.docs.size());
  for (const auto doc : order.docs) said.emplace_back(all[doc], doc);
  std::sort(said.begin(), said.end(),
            [](const auto& left, const auto& right) { return by_author(left.first, right.first); });
  std::vector<AuthorKey> authors;
  std::vector<std::uint32_t> author_of(all.size());
  for (const auto& [author, doc] : said) {
    if (authors.empty() || !(authors.back() == author)) authors.push_back(author);
    author_of[doc] = static_cast<std::uint32_t>(authors.size() - 1);
  }
  out.set<AuthorKey>(Section::kAuthors, authors);
  put_column<std::uint32_t>(out, Section::kAuthorOf, order, author_of);
}

void put_keys(IndexWriter& out, const LiveSegment& segment, const Order& order) {
  const auto all = segment.keys().all;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys;  // With documents in order of arrival.
  keys.reserve(all.size());
  for (std::uint32_t doc = 0; doc < all.size(); ++doc) {
    if (order.ranks[doc] != kLeftOut) keys.emplace_back(all[doc], doc);
  }
  std::sort(keys.begin(), keys.end());
  for (const auto& [key, doc] : keys) {
    put(out.section(Section::kKeys), key);
    put(out.section(Section::kKeyDocs), order.ranks[doc]);
  }
  out.set(Section::kGone, segment.gone());
  out.set(Section::kForgotten, segment.forgotten());
  out.set(Section::kBlocks, segment.block_offsets());
}

// A term with its name, and the front of the name as a number that orders alike.
struct Named {
  std::uint64_t front;
  const TermTable::Slot* slot;
};

std::uint64_t front_of(char shelf, std::string_view name) {
  std::array<char, 8> bytes{};
  bytes[0] = shelf;
  std::copy_n(name.begin(), std::min<std::size_t>(7, name.size()), bytes.begin() + 1);
  std::uint64_t front = 0;
  std::memcpy(&front, bytes.data(), sizeof front);
  return __builtin_bswap64(front);
}

bool is_said(const TermTable& terms, const TermTable::Slot& slot, const Order& order) {
  if (order.docs.size() == order.ranks.size()) return true;
  bool said = false;
  terms.each_doc(slot, [&](std::uint32_t doc) { said = said || order.ranks[doc] != kLeftOut; });
  return said;
}

// A word that only erased posts said is left out: its name would bring it back to the disk.
std::vector<Named> terms_by_name(const TermTable& terms, const Order& order) {
  std::vector<Named> named;
  named.reserve(terms.size());
  terms.each_term([&](const TermTable::Slot& slot) {
    if (!is_said(terms, slot, order)) return;
    named.push_back({front_of(terms.shelf(slot), terms.name(slot)), &slot});
  });
  std::sort(named.begin(), named.end(), [&](const Named& left, const Named& right) {
    if (left.front != right.front) return left.front < right.front;
    if (const int by_name = terms.name(*left.slot).compare(terms.name(*right.slot)); by_name != 0) return by_name < 0;
    return left.slot->term < right.slot->term;
  });
  return named;
}

void put_names(IndexWriter& out, const TermTable& terms, const std::vector<Named>& named) {
  std::string& bytes = out.section(Section::kNames);
  std::string before;
  std::string name;
  for (std::size_t i = 0; i < named.size(); ++i) {
    name.assign(1, terms.shelf(*named[i].slot));
    name.append(terms.name(*named[i].slot));
    std::size_t shared = 0;
    if (i % kNamesRun == 0) {
      put(out.section(Section::kNamesFrom), static_cast<std::uint32_t>(bytes.size()));
    } else {
      const auto end = std::min(before.size(), name.size());
      shared = static_cast<std::size_t>(
          std::mismatch(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(end), before.begin()).first -
          name.begin());
    }
    put_varint(bytes, shared);
    put_string(bytes, std::string_view(name).substr(shared));
    before.swap(name);
  }
}

class PostingsWriter {
 public:
  PostingsWriter(IndexWriter& out, std::uint32_t doc_count)
      : out_(out),
        bytes_(out.section(Section::kPostings)),
        from_(out.section(Section::kPostingsFrom)),
        skips_(out.section(Section::kSkips)),
        bits_(doc_count) {
    put(from_, std::uint32_t{0});
    put(out_.section(Section::kSkipsFrom), std::uint32_t{0});
  }

  // Of the terms in order of names.
  void put_list(std::vector<std::uint32_t>& docs) {
    next_ = 0;
    count_ = 0;
    begin_ = bytes_.size();
    if (docs.size() <= kSortedMax) {
      std::sort(docs.begin(), docs.end());
      for (const auto doc : docs) put_doc(doc);
    } else {
      for (const auto doc : docs) bits_.add(doc);
      bits_.each([&](std::uint32_t doc) { put_doc(doc); });
      for (const auto doc : docs) bits_.drop(doc);
    }
    put(from_, static_cast<std::uint32_t>(bytes_.size()));
    if (docs.size() > kSkipPostings) {
      put(out_.section(Section::kSkipTerms), terms_);
      put(out_.section(Section::kSkipsFrom), static_cast<std::uint32_t>(skips_.size() / sizeof(Skip)));
    }
    ++terms_;
  }

 private:
  void put_doc(std::uint32_t doc) {
    if (count_ > 0 && count_ % kSkipPostings == 0)
      put(skips_, Skip{next_, static_cast<std::uint32_t>(bytes_.size() - begin_)});
    put_varint(bytes_, doc - next_);
    next_ = doc + 1;
    ++count_;
  }

  IndexWriter& out_;
  std::string& bytes_;
  std::string& from_;
  std::string& skips_;
  Bits bits_;
  std::uint32_t terms_ = 0;  // Put so far.
  std::uint32_t count_ = 0;  // Postings of this term put so far.
  std::size_t begin_ = 0;
  std::uint32_t next_ = 0;
};

void put_terms(IndexWriter& out, const LiveSegment& segment, const Order& order) {
  const TermTable& terms = segment.terms();
  const auto named = terms_by_name(terms, order);
  put_names(out, terms, named);
  PostingsWriter postings(out, segment.doc_count());
  std::vector<std::uint32_t> docs;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> hashes;
  hashes.reserve(named.size());
  for (std::uint32_t id = 0; id < named.size(); ++id) {
    docs.clear();
    terms.each_doc(*named[id].slot, [&](std::uint32_t doc) {
      if (order.ranks[doc] != kLeftOut) docs.push_back(order.ranks[doc]);
    });
    postings.put_list(docs);
    hashes.emplace_back(named[id].slot->term, id);
  }
  std::sort(hashes.begin(), hashes.end());
  for (const auto& [hash, id] : hashes) {
    put(out.section(Section::kTermHashes), hash);
    put(out.section(Section::kTermIds), id);
  }
}

}  // namespace

std::string seal(const LiveSegment& segment) {
  const Order order = order_of(segment);
  const auto doc_count = static_cast<std::uint32_t>(order.docs.size());
  IndexWriter out({segment.number(), segment.generation(), segment.log_bytes(), doc_count});
  put_columns(out, segment, order);
  put_corrected(out, segment, order);
  put_sources(out, segment, order);
  put_authors(out, segment, order);
  put_keys(out, segment, order);
  put_terms(out, segment, order);
  return out.finish();
}

}  // namespace vigie::store
