// Labelled texts, and the files they come from.
// Threads: values and pure functions. Errors: none. Borrows: the bytes of the files.
#pragma once

#include <string>
#include <string_view>

namespace vigie::learning {

struct NamedFile {
  std::string path;        // Relative to the folder of data, '/' between names.
  std::string_view bytes;  // UTF-8.
};

struct Row {
  std::string_view label;
  std::string_view text;
};

// Takes the next line that is not empty off the front of `bytes`, without its end (LF, CR LF). False: there is none.
bool take_line(std::string_view& bytes, std::string_view& line);

}  // namespace vigie::learning
