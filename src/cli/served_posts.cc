#include "cli/served_posts.h"

#include "base/time_text.h"
#include "protocol/json_text.h"

namespace vigie::cli {
namespace {

std::vector<protocol::CodePointSpan> spans_of(protocol::JsonText& post) {
  const auto bounds = post.whole_numbers("/vigie/spans");
  std::vector<protocol::CodePointSpan> out;
  for (std::size_t i = 0; i + 1 < bounds.size(); i += 2) {
    out.push_back({static_cast<std::uint32_t>(bounds[i]), static_cast<std::uint32_t>(bounds[i + 1])});
  }
  return out;
}

}  // namespace

Result<ServedPage> read_page(std::string_view json) {
  protocol::JsonText answer(json);
  auto posts = answer.objects("/posts");
  if (!posts) return unavailable("the server's answer holds no posts");
  return ServedPage{std::move(*posts), answer.text("/next_cursor")};
}

std::optional<std::string> post_of_event(std::string_view data) { return protocol::JsonText(data).object("/post"); }

PostLine line_of(std::string_view post_json) {
  protocol::JsonText post(post_json);
  PostLine line;
  line.time = parse_time(post.text("/time")).value_or(Time{});
  line.language = post.text("/vigie/lang");
  line.source = post.text("/source");
  line.author = post.text("/author/handle");
  if (line.author.empty()) line.author = post.text("/author/id");
  line.title = post.text("/title");
  line.text = post.text("/text");
  post::Reading reading;
  reading.mood_p[0] = static_cast<float>(post.number("/vigie/mood/negative"));
  reading.mood_p[1] = static_cast<float>(post.number("/vigie/mood/neutral"));
  reading.mood_p[2] = static_cast<float>(post.number("/vigie/mood/positive"));
  line.mood = reading.mood();
  line.spans = spans_of(post);
  return line;
}

}  // namespace vigie::cli
