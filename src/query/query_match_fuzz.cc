// Any bytes as a query and, after a NUL, as a post: compiled alone and as a watch, the query says what the slow matcher
// says, and it gives spans only to what matches.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "query/program.h"
#include "query/slow_matcher.h"
#include "query/watch_set.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie;
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const auto end = std::min(input.find('\0'), size);
  const auto query = query::parse(input.substr(0, end));
  if (!query) return 0;
  post::Post post;
  post.id = "1";
  post.source = "file:test";
  post.text = input.substr(std::min(end + 1, size));
  text::Words words;
  query::read_words(post, words);
  const query::Document document{&post, &words, {}};

  const bool expected = query::slow::matches(query->root(), document);
  query::Scratch scratch;
  const query::Program program(*query);
  if (program.matches(document, scratch) != expected) std::abort();
  const std::array watches{query::Watch{7, *query}};
  std::vector<std::uint32_t> ids;
  query::WatchSet::compile(watches).match(document, scratch, ids);
  if (ids.empty() == expected) std::abort();
  std::vector<query::Span> spans;
  program.spans(document, spans);
  if (!expected && !spans.empty()) std::abort();
  for (const auto& span : spans) {
    if (span.from >= span.to || span.to > post.text.size()) std::abort();
  }
  return 0;
}
