// The folded forms of a post's words, one after another in one piece of memory that is used again
// from post to post.
// Threads: owned by one thread. Errors: none. Owns: the bytes; what it gives out holds until the
// next change.
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace vigie::text {

// So many bytes may be read from any place on, whatever stands there.
constexpr std::size_t kFoldedReadAhead = 16;

class FoldedBytes {
 public:
  std::size_t size() const { return used_; }
  std::string_view part(std::size_t from, std::size_t size) const { return {bytes_.data() + from, size}; }
  std::string_view since(std::size_t from) const { return part(from, used_ - from); }

  // Room for `bytes` more at the end; those written count by taken().
  char* room(std::size_t bytes) {
    if (bytes_.size() < used_ + bytes + kFoldedReadAhead) bytes_.resize((used_ + bytes + kFoldedReadAhead) * 2);
    return bytes_.data() + used_;
  }
  void taken(std::size_t bytes) { used_ += bytes; }

  void append(char32_t c) {
    constexpr std::size_t kPointBytesMax = 4;
    used_ += write_utf8(room(kPointBytesMax), c);
  }
  void append(std::string_view bytes) {
    std::memcpy(room(bytes.size()), bytes.data(), bytes.size());
    used_ += bytes.size();
  }

  void cut(std::size_t size) { used_ = size; }  // To at most what it is.
  void clear() { used_ = 0; }

 private:
  std::string bytes_;  // used_ of them count, the rest is room.
  std::size_t used_ = 0;
};

}  // namespace vigie::text
