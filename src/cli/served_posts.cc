#include "cli/served_posts.h"

#include <simdjson.h>

#include "base/time_text.h"

namespace vigie::cli {
namespace {

namespace od = simdjson::ondemand;

// One JSON text, open at its root. Each member is looked for from there: the order does not matter.
class Opened {
 public:
  explicit Opened(std::string_view json) : bytes_(json), opened_(!parser_.iterate(bytes_).get(document_)) {}

  std::optional<od::value> at(const char* pointer) {
    od::value value;
    if (!opened_) return std::nullopt;
    document_.rewind();
    if (document_.at_pointer(pointer).get(value)) return std::nullopt;
    return value;
  }
  std::string text(const char* pointer) {
    auto value = at(pointer);
    std::string_view out;
    if (!value || value->get_string().get(out)) return {};
    return std::string(out);
  }
  float number(const char* pointer) {
    auto value = at(pointer);
    double out = 0;
    if (!value || value->get_double().get(out)) return 0;
    return static_cast<float>(out);
  }
  std::optional<std::string> raw(const char* pointer) {
    auto value = at(pointer);
    return value ? raw_of(*value) : std::nullopt;
  }
  static std::optional<std::string> raw_of(od::value& value) {
    od::object object;
    std::string_view out;
    if (value.get_object().get(object) || object.raw_json().get(out)) return std::nullopt;
    return std::string(out);
  }

 private:
  simdjson::padded_string bytes_;
  od::parser parser_;
  od::document document_;
  bool opened_;
};

std::vector<protocol::CodePointSpan> spans_of(Opened& post) {
  std::vector<protocol::CodePointSpan> out;
  auto value = post.at("/vigie/spans");
  od::array spans;
  if (!value || value->get_array().get(spans)) return out;
  for (auto span : spans) {
    std::uint64_t bounds[2] = {0, 0};
    std::size_t count = 0;
    for (auto bound : span) {
      if (count == 2 || bound.get_uint64().get(bounds[count++])) return out;
    }
    out.push_back({static_cast<std::uint32_t>(bounds[0]), static_cast<std::uint32_t>(bounds[1])});
  }
  return out;
}

}  // namespace

Result<ServedPage> read_page(std::string_view json) {
  Opened answer(json);
  auto value = answer.at("/posts");
  od::array posts;
  if (!value || value->get_array().get(posts)) return unavailable("the server's answer holds no posts");
  ServedPage page;
  for (auto element : posts) {
    od::value post;
    if (element.get(post)) return unavailable("the server's answer is cut");
    auto raw = Opened::raw_of(post);
    if (!raw) return unavailable("the server's answer is cut");
    page.posts.push_back(std::move(*raw));
  }
  page.next_cursor = answer.text("/next_cursor");
  return page;
}

std::optional<std::string> post_of_event(std::string_view data) { return Opened(data).raw("/post"); }

PostLine line_of(std::string_view post_json) {
  Opened post(post_json);
  PostLine line;
  line.time = parse_time(post.text("/time")).value_or(Time{});
  line.language = post.text("/vigie/lang");
  line.source = post.text("/source");
  line.author = post.text("/author/handle");
  if (line.author.empty()) line.author = post.text("/author/id");
  line.title = post.text("/title");
  line.text = post.text("/text");
  post::Reading reading;
  reading.mood_p[0] = post.number("/vigie/mood/negative");
  reading.mood_p[1] = post.number("/vigie/mood/neutral");
  reading.mood_p[2] = post.number("/vigie/mood/positive");
  line.mood = reading.mood();
  line.spans = spans_of(post);
  return line;
}

}  // namespace vigie::cli
