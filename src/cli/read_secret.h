// A password, as it is typed: not shown on a terminal, and never an argument, which every process may read.
// Threads: the main thread. Errors: nothing was typed, or it was given up.
#pragma once

#include <string>

#include "base/result.h"
#include "cli/tools.h"

namespace vigie::cli {

// From a terminal twice, so that nobody is locked out by a slip; else the first line of standard input.
Result<std::string> read_new_password(const std::string& of, const Tools& tools);

// What keys make of a line: erasing, beginning anew, giving up. Apart from the terminal, for its test.
class TypedLine {
 public:
  enum class State { kTyping, kDone, kGivenUp };
  State key(char c);
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace vigie::cli
