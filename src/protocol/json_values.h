// Cuts a text of JSON into its values by brackets and quotes alone: the elements of an array, or values
// that follow each other. What is broken inside a value is that value's matter and not its neighbours'.
// It reads on where it stood, so a text may come in pieces.
// Threads: owned by one thread. Errors: none; whether a text ended inside a value is told by is_open().
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace vigie::protocol {

class JsonValues {
 public:
  struct Value {
    std::size_t begin;  // The value with the blanks around it is [begin, end) of the text.
    std::size_t end;
    std::size_t next;       // Where the text goes on.
    bool is_blank = false;  // An element that is not there, as in `[1,,2]`.
  };

  // The first value of `text`; nothing: it is not whole yet, call again with the same text made
  // longer. After a value, call with the text from `next` on.
  std::optional<Value> next(std::string_view text);

  // The last value, of a text that has ended. Nothing: there is none, or it is broken off.
  std::optional<Value> finish(std::string_view text);

  // The next text lacks the first `bytes` of the last one.
  void drop(std::size_t bytes);

  // More must follow: an array is not closed, or a value not whole.
  bool is_open() const { return in_array_ || depth_ > 0 || in_string_; }
  bool in_array() const { return in_array_; }

 private:
  std::optional<Value> cut(std::size_t end, std::size_t next);
  void step(char c);

  bool in_array_ = false;
  bool first_ = false;      // No element of the array has ended yet.
  bool in_string_ = false;  // Of the value being read, like what follows.
  bool escaped_ = false;
  bool blank_ = true;
  std::size_t depth_ = 0;
  std::size_t begin_ = 0;
  std::size_t scanned_ = 0;
};

// The elements of a text that is one array, without the blanks around them. An error: it is none. Of more
// than `most` the first most + 1 are given, and what follows is not looked at.
Result<std::vector<std::string_view>> elements_of(std::string_view json, std::size_t most);

// Whether a document must be cut so, rather than by lines: it begins with `[`, or its first line is `{` alone.
bool is_document(std::string_view start);

}  // namespace vigie::protocol
