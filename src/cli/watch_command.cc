#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/served.h"
#include "net/sse.h"
#include "net/url.h"
#include "query/query.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;

// What the terminal shows of the stream: each matching post, and a line of counts at its end.
class View {
 public:
  View(const WatchCommand& command, const Tools& tools) : command_(command), tools_(tools) {}
  ~View() {
    if (command_.json) return;
    std::fprintf(tools_.err, "\n%s matched: %s negative, %s neutral, %s positive\n", grouped(posts_).c_str(),
                 grouped(moods_[0]).c_str(), grouped(moods_[1]).c_str(), grouped(moods_[2]).c_str());
  }

  void take(const net::Event& event) {
    if (event.name != "post") return;
    const auto data = ordered_json::parse(event.data, nullptr, false);
    if (!data.is_object() || !data.contains("post")) return;
    const auto& post = data["post"];
    ++posts_;
    const auto& mood = post["vigie"]["mood"];
    const double p[3] = {mood["negative"], mood["neutral"], mood["positive"]};
    const std::size_t most = p[0] > p[1] && p[0] >= p[2] ? 0 : p[2] > p[1] ? 2 : 1;
    ++moods_[most];
    tools_.print((command_.json ? post.dump() : line_of(post, most)) + "\n");
    std::fflush(tools_.out);
  }

 private:
  static std::string line_of(const ordered_json& post, std::size_t mood) {
    constexpr const char* kSigns[] = {"-", "=", "+"};
    std::string text = post.value("text", "");
    for (char& c : text) {
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    const auto author = post.value("author", ordered_json::object());
    return post.value("time", "") + " " + kSigns[mood] + " " + post["vigie"].value("lang", "?") + " @" +
           author.value("handle", author.value("id", "?")) + ": " + text;
  }

  const WatchCommand& command_;
  const Tools& tools_;
  std::uint64_t posts_ = 0;
  std::uint64_t moods_[3] = {0, 0, 0};
};

}  // namespace

int run_watch(const WatchCommand& command, const Tools& tools, const StartOwnServer& start) {
  const auto query = query::parse(command.query, query::Use::kWatch);
  if (!query) return tools.fail(query.error().message, kWrongUse);
  std::unique_ptr<OwnServer> own;
  auto served = Served::find(command.data);
  if (!served) {
    auto started = start(command.data, command.sources);
    if (!started) return tools.fail(started.error().message);
    own = std::move(*started);
    served = Served::find(command.data);
    if (!served) return tools.fail("watch: the folder's own socket does not answer");
  } else {
    for (const auto& source : command.sources) {
      const auto begun = served->send(net::Method::kPost, "/api/v1/sources", ordered_json{{"kind", source}}.dump());
      // A source that runs already is what was asked for.
      if (!begun && begun.error().code != ErrorCode::kConflict) return tools.fail(begun.error().message);
    }
  }
  if (!command.json) std::fprintf(tools.err, "watching for: %s   (Ctrl-C ends)\n", query->to_text().c_str());
  View view(command, tools);
  net::EventReader reader([&](const net::Event& event) { view.take(event); });
  const auto listened =
      served->listen("/api/v1/events?q=" + net::percent_encode(command.query), [&](std::string_view bytes) {
        reader.feed(bytes);
        return !tools.stop;
      });
  if (!listened && !tools.stop) return tools.fail(listened.error().message);
  return kDone;
}

}  // namespace vigie::cli
