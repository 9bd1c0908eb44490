// A set of documents of one segment as a bitmap: AND, OR and NOT are a few microseconds for a quarter
// of a million posts. Bits beyond size() are always zero.
// Threads: a value, owned by one thread.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace vigie::store {

class Bits {
 public:
  explicit Bits(std::uint32_t size = 0) : words_((size + 63) / 64), size_(size) {}

  std::uint32_t size() const { return size_; }
  std::size_t word_count() const { return words_.size(); }
  std::uint64_t word(std::size_t index) const { return words_[index]; }
  std::uint64_t& word(std::size_t index) { return words_[index]; }

  bool has(std::uint32_t doc) const { return (words_[doc >> 6] >> (doc & 63) & 1) != 0; }
  void add(std::uint32_t doc) { words_[doc >> 6] |= std::uint64_t{1} << (doc & 63); }
  void drop(std::uint32_t doc) { words_[doc >> 6] &= ~(std::uint64_t{1} << (doc & 63)); }

  void add_all() {
    std::fill(words_.begin(), words_.end(), ~std::uint64_t{0});
    trim();
  }
  void invert() {
    for (auto& word : words_) word = ~word;
    trim();
  }
  void keep(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  }
  void join(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  }
  void drop_all_of(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  }
  bool empty() const {
    return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
  }
  std::uint32_t count() const {
    std::uint32_t sum = 0;
    for (const auto word : words_) sum += static_cast<std::uint32_t>(std::popcount(word));
    return sum;
  }
  template <typename Work>
  void each(Work&& work) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1) {
        work(static_cast<std::uint32_t>(i * 64) + static_cast<std::uint32_t>(std::countr_zero(word)));
      }
    }
  }

 private:
  void trim() {
    if ((size_ & 63) != 0) words_.back() &= ~std::uint64_t{0} >> (64 - (size_ & 63));
  }

  std::vector<std::uint64_t> words_;
  std::uint32_t size_;
};

}  // namespace vigie::store
