// Posts as a server's answers hold them: each as the text that it is, to be passed on whole, and
// what a line on the terminal needs of it.
// Threads: pure functions. Errors: an answer that is not the API's; what a post lacks is left empty.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/post_line.h"

namespace vigie::cli {

struct ServedPage {
  std::vector<std::string> posts;  // JSON, one a text.
  std::string next_cursor;         // Empty: this was the last page.
};
Result<ServedPage> read_page(std::string_view json);

// The post of an event `post`; nothing if there is none.
std::optional<std::string> post_of_event(std::string_view data);

PostLine line_of(std::string_view post_json);

}  // namespace vigie::cli
