#include "store/live_segment.h"

#include <algorithm>
#include <mutex>

#include "base/check.h"
#include "store/lateness.h"

namespace vigie::store {
namespace {

template <typename T>
std::unique_ptr<T[]> column(std::uint32_t capacity) {
  return std::make_unique_for_overwrite<T[]>(capacity);  // Pages that are never written cost nothing.
}

bool has_image(const post::Post& post) {
  return std::any_of(post.media.begin(), post.media.end(), [](const auto& media) { return media.type == "image"; });
}

constexpr std::size_t kRowsLocked = 64;     // Readers never wait for more of a batch than that.
constexpr std::size_t kPrefetchAhead = 16;  // Words; about what memory brings while they are added.

}  // namespace

LiveSegment::LiveSegment(std::uint32_t number, std::uint32_t generation, std::uint32_t capacity,
                         std::shared_ptr<const File> log)
    : Segment(number, capacity),
      capacity_(capacity),
      created_(column<std::int64_t>(capacity)),
      places_(column<Place>(capacity)),
      source_of_(column<std::uint32_t>(capacity)),
      languages_(column<std::uint8_t>(capacity)),
      traits_(column<std::uint8_t>(capacity)),
      lateness_(column<std::uint16_t>(capacity)),
      ratings_(column<float>(capacity)),
      keys_(column<std::uint64_t>(capacity)),
      authors_(column<AuthorKey>(capacity)),
      ids_(column<std::string_view>(capacity)),
      generation_(generation),
      log_(std::move(log)) {}

void LiveSegment::change_log(std::uint32_t generation, std::shared_ptr<const File> log,
                             std::vector<std::uint64_t> block_offsets, const Bits& erased) {
  const std::unique_lock lock(mutex_);
  generation_ = generation;
  log_ = std::move(log);
  block_offsets_ = std::move(block_offsets);
  erased_ = erased;
}

void LiveSegment::add(std::span<const Row> rows) {
  std::uint32_t doc = doc_count();
  check(rows.size() <= capacity_ - doc, "store: a live segment beyond its capacity");
  while (!rows.empty()) {
    const auto some = rows.first(std::min(kRowsLocked, rows.size()));
    rows = rows.subspan(some.size());
    const std::unique_lock lock(mutex_);
    for (const auto& row : some) {
      add_columns(doc, row);
      add_words(doc, row);
      ++doc;
    }
  }
  doc_count_.store(doc, std::memory_order_release);
}

void LiveSegment::add_block(std::uint32_t number, std::uint64_t offset) {
  const std::unique_lock lock(mutex_);
  if (number >= block_offsets_.size()) block_offsets_.resize(number + 1, kNoBlock);
  block_offsets_[number] = offset;
}

void LiveSegment::add_columns(std::uint32_t doc, const Row& row) {
  const post::Post& post = *row.post;
  const std::int64_t created = created_[doc] = micros_of(post.created_at);
  if (created < oldest_.load(std::memory_order_relaxed)) oldest_.store(created, std::memory_order_relaxed);
  if (created > newest_.load(std::memory_order_relaxed)) newest_.store(created, std::memory_order_relaxed);
  places_[doc] = row.place;
  source_of_[doc] = source_index(post.source);
  languages_[doc] = row.reading.language;
  const bool link = !post.links.empty() || !row.words->links().empty();
  traits_[doc] = Traits(post.kind, row.reading.mood(), link, has_image(post), !post.parent.empty()).byte();
  ratings_[doc] = post.rating_of_5().value_or(-1.0F);
  lateness_[doc] = Lateness::of(post.created_at, post.seen_at).code();
  keys_[doc] = row.key;
  authors_[doc] = author_key_of(post);
  ids_[doc] = id_bytes_.copy(post.id);
  if (row.reading.is_corrected()) corrected_.push_back(doc);
}

void LiveSegment::add_words(std::uint32_t doc, const Row& row) {
  const auto words = row.words->all();
  for (std::size_t i = 0; i < std::min(kPrefetchAhead, words.size()); ++i) terms_.prefetch(words[i].term);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i + kPrefetchAhead < words.size()) terms_.prefetch(words[i + kPrefetchAhead].term);
    terms_.add(words[i].term, doc, shelf_of(words[i].kind), row.words->folded(words[i]));
  }
}

std::uint32_t LiveSegment::source_index(std::string_view source) {
  if (!sources_.empty() && sources_[last_source_] == source) return last_source_;  // The likeliest.
  const auto found = source_numbers_.find(source);
  if (found != source_numbers_.end()) return last_source_ = found->second;
  last_source_ = static_cast<std::uint32_t>(sources_.size());
  source_numbers_.emplace(sources_.emplace_back(source), last_source_);
  return last_source_;
}

bool LiveSegment::before(std::uint32_t left, std::uint32_t right) const {
  if (created_[left] != created_[right]) return created_[left] > created_[right];
  if (source_of_[left] != source_of_[right]) {
    const auto by_source = source(left).compare(source(right));
    if (by_source != 0) return by_source < 0;
  }
  if (ids_[left] != ids_[right]) return ids_[left] < ids_[right];
  return left > right;  // The newest version of an edited post.
}

std::string_view LiveSegment::source(std::uint32_t doc) const {
  const std::shared_lock lock(mutex_);
  return sources_[source_of_[doc]];
}

Columns LiveSegment::columns() const {
  return {created_.get(), places_.get(), languages_.get(), traits_.get(),
          ratings_.get(), nullptr,       source_of_.get(), lateness_.get()};
}

std::vector<std::string> LiveSegment::sources() const {
  const std::shared_lock lock(mutex_);
  return {sources_.begin(), sources_.end()};
}

Segment::Times LiveSegment::times() const {
  return {oldest_.load(std::memory_order_relaxed), newest_.load(std::memory_order_relaxed)};
}

Postings LiveSegment::postings(std::uint64_t term, std::uint32_t doc_count) const {
  std::vector<std::uint32_t> docs;
  const std::shared_lock lock(mutex_);
  if (const auto* slot = terms_.find(term)) {
    docs.reserve(slot->count);
    terms_.each_doc(*slot, [&](std::uint32_t doc) {
      if (doc < doc_count) docs.push_back(doc);
    });
  }
  return Postings(std::move(docs));
}

void LiveSegment::add_prefix(char shelf, std::string_view folded, Bits& out) const {
  const std::shared_lock lock(mutex_);
  terms_.each_with_prefix(shelf, folded, [&](const TermTable::Slot& slot) {
    terms_.each_doc(slot, [&](std::uint32_t doc) {
      if (doc < out.size()) out.add(doc);
    });
  });
}

std::uint32_t LiveSegment::posts_with(std::uint64_t term) const {
  const std::shared_lock lock(mutex_);
  const auto* slot = terms_.find(term);
  return slot == nullptr ? 0 : slot->count;
}

std::optional<std::uint32_t> LiveSegment::doc_of(std::uint64_t key, Place place) const {
  const auto end = places_.get() + doc_count();
  const auto found = std::lower_bound(places_.get(), end, place);
  if (found == end || *found != place) return std::nullopt;
  const auto doc = static_cast<std::uint32_t>(found - places_.get());
  return keys_[doc] == key ? std::optional(doc) : std::nullopt;
}

std::vector<std::uint32_t> LiveSegment::docs_named(std::uint32_t name, std::uint32_t doc_count) const {
  std::vector<std::uint32_t> docs;
  for (std::uint32_t doc = 0; doc < doc_count; ++doc) {
    if (authors_[doc].handle == name || authors_[doc].id == name) docs.push_back(doc);
  }
  return docs;
}

std::vector<std::uint32_t> LiveSegment::corrected(std::uint32_t doc_count) const {
  const std::shared_lock lock(mutex_);
  return {corrected_.begin(), std::lower_bound(corrected_.begin(), corrected_.end(), doc_count)};
}

std::vector<std::uint32_t> LiveSegment::docs_of_author(std::uint64_t author) const {
  std::vector<std::uint32_t> docs;
  const auto all = authors();
  for (std::uint32_t doc = 0; doc < all.size(); ++doc) {
    if (all[doc].author == author) docs.push_back(doc);
  }
  return docs;
}

std::uint32_t LiveSegment::block_count() const {
  const std::shared_lock lock(mutex_);
  return static_cast<std::uint32_t>(block_offsets_.size());
}

Spot LiveSegment::spot(std::uint32_t block) const {
  const std::shared_lock lock(mutex_);
  return {log_, block < block_offsets_.size() ? block_offsets_[block] : kNoBlock, generation_};
}

std::uint64_t LiveSegment::index_bytes() const {
  const std::shared_lock lock(mutex_);
  return terms_.bytes() + std::uint64_t{doc_count()} * 100;
}

}  // namespace vigie::store
