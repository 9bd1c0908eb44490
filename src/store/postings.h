// The documents of one term in one segment, rising: as a list in memory, or as bytes of an index with skips
// into them, so that few documents are looked for without reading all.
// Threads: immutable; a PostingReader is owned by one thread. Bytes and skips are borrowed.
// Errors: none; damaged bytes give no document outside the segment, and an end.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace vigie::store {

constexpr std::uint32_t kSkipPostings = 128;

// Where posting number 128, 256, … of a list stands.
struct Skip {
  std::uint32_t next = 0;  // Above the document before it: what its gap counts from.
  std::uint32_t at = 0;    // Its first byte in the list.
};

class Postings {
 public:
  Postings() = default;
  explicit Postings(std::vector<std::uint32_t> docs) : docs_(std::move(docs)) {}
  Postings(std::string_view bytes, std::span<const Skip> skips, std::uint32_t doc_count)
      : bytes_(bytes), skips_(skips), doc_count_(doc_count) {}

  // How many documents, to a hundred or so.
  std::size_t about() const {
    return docs_.size() + skips_.size() * kSkipPostings +
           std::min<std::size_t>(kSkipPostings, bytes_.size() - std::min<std::size_t>(bytes_.size(), last_skip_at()));
  }
  std::uint32_t count() const;

  // Calls work(doc) for each document in [from, to).
  template <typename Work>
  void each(std::uint32_t from, std::uint32_t to, Work&& work) const;

  // Calls work(i) for each wanted[i] that is among the documents; `wanted` rises.
  template <typename Work>
  void each_common(std::span<const std::uint32_t> wanted, Work&& work) const;

 private:
  friend class PostingReader;
  std::size_t last_skip_at() const { return skips_.empty() ? 0 : skips_.back().at; }

  std::vector<std::uint32_t> docs_;
  std::string_view bytes_;
  std::span<const Skip> skips_;
  std::uint32_t doc_count_ = 0;
};

// Reads the bytes of a list, forwards.
class PostingReader {
 public:
  static constexpr std::uint32_t kEnd = std::numeric_limits<std::uint32_t>::max();

  explicit PostingReader(const Postings& postings)
      : begin_(reinterpret_cast<const unsigned char*>(postings.bytes_.data())),
        at_(begin_),
        end_(begin_ + postings.bytes_.size()),
        skips_(postings.skips_),
        doc_count_(postings.doc_count_) {}

  std::uint32_t read() {
    if (at_ >= end_) return doc_ = kEnd;
    std::uint64_t gap = *at_++;
    if (gap >= 0x80) gap = rest_of(gap & 0x7F);
    gap += next_;
    if (gap >= doc_count_) {
      at_ = end_;
      return doc_ = kEnd;
    }
    next_ = static_cast<std::uint32_t>(gap) + 1;
    return doc_ = static_cast<std::uint32_t>(gap);
  }

  // The first document at or after `target`, which never falls from call to call.
  std::uint32_t seek(std::uint32_t target) {
    if (next_ > target && doc_ >= target && doc_ != kEnd) return doc_;  // Read already.
    if (skip_ < skips_.size() && skips_[skip_].next <= target) jump(target);
    std::uint32_t doc = read();
    while (doc < target) doc = read();
    return doc;
  }

 private:
  std::uint64_t rest_of(std::uint64_t gap) {
    for (unsigned shift = 7; at_ < end_ && shift < 35; shift += 7) {
      const std::uint64_t byte = *at_++;
      gap |= (byte & 0x7F) << shift;
      if (byte < 0x80) break;
    }
    return gap;
  }

  // To the last skip that lies before `target`; each round looks twice as far.
  void jump(std::uint32_t target) {
    std::size_t low = skip_;
    std::size_t step = 1;
    while (low + step < skips_.size() && skips_[low + step].next <= target) {
      low += step;
      step *= 2;
    }
    const auto first = skips_.begin() + static_cast<std::ptrdiff_t>(low);
    const auto last = skips_.begin() + static_cast<std::ptrdiff_t>(std::min(skips_.size(), low + step));
    const auto after = std::partition_point(first, last, [&](const Skip& skip) { return skip.next <= target; });
    skip_ = static_cast<std::size_t>(after - skips_.begin());
    const Skip& skip = *(after - 1);
    const auto bytes = static_cast<std::size_t>(end_ - begin_);
    const auto* const there = begin_ + std::min<std::size_t>(skip.at, bytes);
    if (there <= at_) return;
    at_ = there;
    next_ = skip.next;
  }

  const unsigned char* begin_;
  const unsigned char* at_;
  const unsigned char* end_;
  std::span<const Skip> skips_;
  std::uint32_t doc_count_;
  std::size_t skip_ = 0;  // The first that was not passed.
  std::uint32_t next_ = 0;
  std::uint32_t doc_ = 0;
};

template <typename Work>
void Postings::each(std::uint32_t from, std::uint32_t to, Work&& work) const {
  if (!docs_.empty()) {
    for (auto at = std::lower_bound(docs_.begin(), docs_.end(), from); at != docs_.end() && *at < to; ++at) work(*at);
    return;
  }
  PostingReader reader(*this);
  for (std::uint32_t doc = reader.seek(from); doc < to; doc = reader.read()) work(doc);
}

template <typename Work>
void Postings::each_common(std::span<const std::uint32_t> wanted, Work&& work) const {
  if (!docs_.empty()) {
    auto at = docs_.begin();
    for (std::size_t i = 0; i < wanted.size() && at != docs_.end(); ++i) {
      // Looks twice as far each time, then between.
      std::ptrdiff_t step = 1;
      while (docs_.end() - at > step && at[step] < wanted[i]) {
        at += step;
        step *= 2;
      }
      at = std::lower_bound(at, docs_.end() - at > step ? at + step + 1 : docs_.end(), wanted[i]);
      if (at != docs_.end() && *at == wanted[i]) work(i);
    }
    return;
  }
  PostingReader reader(*this);
  for (std::size_t i = 0; i < wanted.size();) {
    const std::uint32_t doc = reader.seek(wanted[i]);
    if (doc == PostingReader::kEnd) return;
    while (i < wanted.size() && wanted[i] < doc) ++i;
    if (i < wanted.size() && wanted[i] == doc) work(i++);
  }
}

inline std::uint32_t Postings::count() const {
  if (!docs_.empty()) return static_cast<std::uint32_t>(docs_.size());
  const auto rest = bytes_.substr(std::min<std::size_t>(bytes_.size(), last_skip_at()));  // One last byte a posting.
  const auto ends =
      std::count_if(rest.begin(), rest.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
  return static_cast<std::uint32_t>(skips_.size() * kSkipPostings) + static_cast<std::uint32_t>(ends);
}

}  // namespace vigie::store
