// A post on one line of a terminal: time, mood, language, source, author, words; what matched is marked.
// Made of an answer of the store here, of the API's JSON in `served_posts.h`.
// Threads: plain values and pure functions. Errors: none.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "post/post.h"
#include "protocol/post_json.h"
#include "query/program.h"
#include "store/answers.h"

namespace vigie::cli {

struct PostLine {
  Time time{};
  post::Mood mood = post::Mood::kNeutral;
  std::string language;
  std::string source;
  std::string author;  // The handle, else the id.
  std::string title;
  std::string text;
  std::vector<protocol::CodePointSpan> spans;  // Of `text`.

  // Without a newline at its end. `styled`: for a terminal that knows bold and colour.
  std::string print(bool styled) const;
};

PostLine line_of(const store::Hit& hit, const query::Program* program);

}  // namespace vigie::cli
