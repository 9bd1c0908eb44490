#include <nlohmann/json.hpp>
#include <thread>

#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/served.h"
#include "cli/served_posts.h"
#include "net/sse.h"
#include "net/url.h"
#include "query/query.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;
using std::chrono::steady_clock;

constexpr int kTriesMax = 10;
constexpr std::chrono::seconds kBetweenTries{1};
constexpr std::chrono::seconds kLookAtSources{5};

// Tells what becomes of the live networks: that one cannot be reached, that it is heard again.
class SourceNews {
 public:
  SourceNews(Served served, const Tools& tools) : served_(std::move(served)), tools_(tools) {}

  void look() {
    if (steady_clock::now() < next_look_) return;
    next_look_ = steady_clock::now() + kLookAtSources;
    const auto answer = served_.get("/api/v1/sources");
    if (!answer) return;
    const auto& sources = (*answer)["sources"];
    if (sources.empty() && !std::exchange(told_of_none_, true)) {
      tools_.note(
          "no live source is on: nothing comes but what is imported; add --source bluesky to listen to Bluesky");
    }
    for (const auto& source : sources) tell(source);
  }

 private:
  void tell(const ordered_json& source) {
    const auto state = source.value("state", "");
    auto& told = told_[source.value("name", "")];
    if (std::exchange(told, state) == state || state == "connecting") return;
    const auto detail = source.value("detail", "");
    tools_.note(source.value("name", "") + ": " + (state == "live" ? "connected" : state) +
                (detail.empty() ? "" : ": " + detail));
  }

  Served served_;
  const Tools& tools_;
  steady_clock::time_point next_look_{};
  bool told_of_none_ = false;
  std::map<std::string, std::string> told_;  // State by name.
};

std::string why_skipped(std::string_view data) {
  const auto said = ordered_json::parse(data, nullptr, false);
  const bool is_lost = said.is_object() && said.value("anew", false);
  return is_lost ? "some posts may not be shown: the server no longer knows what came while it was not heard"
                 : "some posts were not shown: they came faster than they could be told";
}

// What the terminal shows of the stream: each matching post, and a line of counts at its end.
class View {
 public:
  View(const WatchCommand& command, const Tools& tools) : command_(command), tools_(tools) {}
  ~View() {
    if (command_.json) return;
    tools_.note("");
    tools_.note(grouped(posts_) + " matched: " + grouped(moods_[0]) + " negative, " + grouped(moods_[1]) +
                " neutral, " + grouped(moods_[2]) + " positive");
  }

  // False: nobody reads any more.
  bool take(const net::Event& event) {
    if (event.name == "skipped") tools_.note(why_skipped(event.data));
    if (event.name != "post") return true;
    const auto post = post_of_event(event.data);
    if (!post) return true;
    const auto line = line_of(*post);
    ++posts_;
    ++moods_[static_cast<std::size_t>(line.mood)];
    return tools_.print((command_.json ? *post : line.print(tools_.styled)) + "\n") && tools_.flush();
  }

 private:
  const WatchCommand& command_;
  const Tools& tools_;
  std::uint64_t posts_ = 0;
  std::uint64_t moods_[3] = {0, 0, 0};
};

// The stream of one query, taken up again where it broke off.
class Listening {
 public:
  Listening(Served served, const query::Query& query, const WatchCommand& command, const Tools& tools, SourceNews& news)
      : served_(std::move(served)),
        query_(query),
        command_(command),
        tools_(tools),
        news_(news),
        view_(command, tools) {}

  // Until the person has seen enough: kDone; or nobody answers any more.
  int run() {
    for (tries_ = 0; tries_ < kTriesMax; ++tries_) {
      (void)listen();  // Why it broke off says nothing to a person who does not run the server.
      if (tools_.stop || done_) return kDone;
      std::this_thread::sleep_for(kBetweenTries);
    }
    return tools_.fail("watch: the server of this folder has gone; what is said now is not shown");
  }

 private:
  Result<void> listen() {
    net::EventReader reader([&](const net::Event& event) { take(event); });
    const auto target = "/api/v1/events?q=" + net::percent_encode(command_.query);
    return served_.listen(target, last_event_, [&](std::string_view bytes) {
      greet();
      tries_ = 0;
      reader.feed(bytes);
      news_.look();
      return !tools_.stop && !done_;
    });
  }

  void take(const net::Event& event) {
    if (!event.id.empty()) last_event_ = event.id;
    done_ = done_ || !view_.take(event);
  }

  // Once: from here on nothing is missed.
  void greet() {
    if (!std::exchange(greeted_, true) && !command_.json) {
      tools_.note("watching for: " + query_.to_text() + "   (Ctrl-C ends)");
    }
  }

  Served served_;
  const query::Query& query_;
  const WatchCommand& command_;
  const Tools& tools_;
  SourceNews& news_;
  View view_;
  std::string last_event_;
  int tries_ = 0;
  bool greeted_ = false;
  bool done_ = false;
};

// A source that runs already is what was asked for.
Result<void> start_sources(Served& served, const std::vector<std::string>& sources) {
  for (const auto& source : sources) {
    const auto begun = served.send(net::Method::kPost, "/api/v1/sources", ordered_json{{"kind", source}}.dump());
    if (!begun && begun.error().code != ErrorCode::kConflict) return begun.error();
  }
  return {};
}

}  // namespace

int run_watch(const WatchCommand& command, const Tools& tools, const StartOwnServer& start) {
  const auto parsed = query::parse_or_problem(command.query, query::Use::kWatch);
  if (const auto* problem = std::get_if<query::Problem>(&parsed)) return tools.fail(*problem, command.query);
  std::unique_ptr<OwnServer> own;
  auto served = Served::find(command.data);
  if (!served) {
    auto started = start(command.data);
    if (!started) return tools.fail(started.error().message);
    own = std::move(*started);
    served = Served::find(command.data);
    if (!served) return tools.fail("watch: the folder's own socket does not answer");
  }
  if (const auto ok = start_sources(*served, command.sources); !ok) return tools.fail(ok.error().message);
  auto second = Served::find(command.data);  // Questions of their own beside the stream.
  if (!second) return tools.fail("watch: the server has gone");
  SourceNews news(std::move(*second), tools);
  return Listening(std::move(*served), std::get<query::Query>(parsed), command, tools, news).run();
}

}  // namespace vigie::cli
