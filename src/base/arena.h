// Memory for many small strings that die together: a batch of posts, a decoded block. Strings
// given out stay where they are until clear(), which keeps the memory for the next round, so a
// steady stream allocates nothing.
// Threads: owned by one thread. Owns: the bytes of every string it gave out.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace vigie {

class Arena {
 public:
  // `bytes` of room, aligned for any scalar.
  char* take(std::size_t bytes) {
    bytes = (bytes + 7) & ~std::size_t{7};
    while (used_ + bytes > room_) next_block(bytes);
    char* out = blocks_[block_index_].bytes.get() + used_;
    used_ += bytes;
    return out;
  }

  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* out = take(text.size());
    std::memcpy(out, text.data(), text.size());
    return {out, text.size()};
  }

  // The elements as they are: what they point to stays where it is.
  template <typename T>
  std::span<const T> copy(const std::vector<T>& elements) {
    const auto out = array<T>(elements.size());
    std::copy(elements.begin(), elements.end(), out.begin());
    return out;
  }

  template <typename T>
  requires std::is_trivially_destructible_v<T> std::span<T> array(std::size_t count) {
    if (count == 0) return {};
    T* out = reinterpret_cast<T*>(take(count * sizeof(T)));
    std::uninitialized_value_construct_n(out, count);
    return {out, count};
  }

  void clear() {
    block_index_ = 0;
    used_ = 0;
    room_ = blocks_.empty() ? 0 : blocks_.front().size;
  }

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size;
  };
  static constexpr std::size_t kBlockBytes = 64 * 1024;

  void next_block(std::size_t bytes) {
    if (!blocks_.empty() && block_index_ + 1 < blocks_.size()) {
      ++block_index_;
    } else {
      const std::size_t size = std::max(kBlockBytes, bytes);
      blocks_.push_back({std::make_unique_for_overwrite<char[]>(size), size});
      block_index_ = blocks_.size() - 1;
    }
    used_ = 0;
    room_ = blocks_[block_index_].size;
  }

  std::vector<Block> blocks_;
  std::size_t block_index_ = 0;
  std::size_t used_ = 0;
  std::size_t room_ = 0;
};

}  // namespace vigie
