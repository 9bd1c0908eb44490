// Lines of bytes are queries, the last of them a post: a set, a set that came about by changes, and the plain meaning
// agree on which match.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "query/query.h"
#include "query/slow_matcher.h"
#include "query/watch_set.h"

namespace {

using namespace vigie;

constexpr std::size_t kQueriesMax = 64;
constexpr std::size_t kBytesMax = 1'000;  // The plain meaning takes the square of it.

std::vector<query::Watch> take_watches(std::string_view& bytes) {
  std::vector<query::Watch> out;
  for (auto end = bytes.find('\n'); end != bytes.npos && out.size() < kQueriesMax; end = bytes.find('\n')) {
    if (auto query = query::parse(bytes.substr(0, end))) {
      out.push_back({static_cast<std::uint32_t>(out.size()), std::move(*query)});
    }
    bytes.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size > kBytesMax) return 0;
  std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto watches = take_watches(text);
  post::Post post;
  post.id = "1";
  post.source = "file:fuzz";
  post.text = text;
  text::Words words;
  query::read_words(post, words);
  const query::Document document{&post, &words, {}};

  std::vector<std::uint32_t> expected;
  for (const auto& watch : watches) {
    if (query::slow::matches(watch.query.root(), document)) expected.push_back(watch.id);
  }
  query::Scratch scratch;
  std::vector<std::uint32_t> ids;
  query::WatchSet::compile(watches).match(document, scratch, ids);
  if (ids != expected) std::abort();

  auto changing = query::WatchSet::compile({});
  for (const auto& watch : watches) changing = changing.with({&watch, 1}, {});
  ids.clear();
  changing.match(document, scratch, ids);
  if (ids != expected) std::abort();
  return 0;
}
