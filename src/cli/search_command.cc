#include "base/time_text.h"
#include "cli/commands.h"
#include "cli/served.h"
#include "net/url.h"
#include "query/program.h"
#include "store/store.h"
#include "watch/hit_json.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::uint64_t kServedPage = 100;

// A post on two lines, for eyes.
void print_post(const ordered_json& post, const Tools& tools) {
  const auto& author = post.contains("author") ? post["author"] : ordered_json::object();
  const auto& reading = post.contains("vigie") ? post["vigie"] : ordered_json::object();
  std::string mood = "?";
  double most = -1;
  const auto moods = reading.value("mood", ordered_json::object());  // items() borrows it.
  for (const auto& [name, p] : moods.items()) {
    if (p.get<double>() > most) mood = name;
    most = std::max(most, p.get<double>());
  }
  std::string text = post.value("text", "");
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';  // Nothing steers the terminal.
  }
  tools.print(post.value("time", "") + "  " + post.value("source", "") + "  @" +
              author.value("handle", author.value("id", "?")) + "  " + reading.value("lang", "?") + "  " + mood +
              "\n  " + text + "\n");
}

void print_json_or_post(const ordered_json& post, bool as_json, const Tools& tools) {
  if (as_json) {
    tools.print(post.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n");
  } else {
    print_post(post, tools);
  }
}

int search_served(Served& served, const SearchCommand& command, const Tools& tools) {
  std::string cursor;
  std::uint64_t left = command.limit;
  while (left > 0) {
    const auto page = served.get("/api/v1/search?q=" + net::percent_encode(command.query) +
                                 "&limit=" + std::to_string(std::min(left, kServedPage)) +
                                 (cursor.empty() ? "" : "&cursor=" + net::percent_encode(cursor)));
    if (!page) return tools.fail(page.error().message);
    for (const auto& post : (*page)["posts"]) print_json_or_post(post, command.json, tools);
    left -= std::min<std::uint64_t>(left, (*page)["posts"].size());
    if ((*page)["next_cursor"].is_null()) break;
    cursor = (*page)["next_cursor"];
  }
  return kDone;
}

int search_folder(const query::Query& query, const SearchCommand& command, const Tools& tools) {
  store::Options options;
  options.folder = command.data;
  options.disk = &tools.disk;
  options.clock = &tools.clock;
  options.log = &tools.log;
  const auto opened = store::Store::open(options);
  if (!opened) return tools.fail(opened.error().message);
  const query::Program program(query);
  store::SearchOptions how;
  std::uint64_t left = command.limit;
  std::string line;
  while (left > 0) {
    how.limit = static_cast<std::size_t>(std::min<std::uint64_t>(left, store::kPageMax));
    const auto page = (*opened)->search(query, how);
    if (!page) return tools.fail(page.error().message);
    for (const auto& hit : page->hits) {
      line.clear();
      watch::write_hit(hit, &program, line);
      if (command.json) {
        tools.print(line + "\n");
      } else {
        print_post(ordered_json::parse(line), tools);
      }
    }
    left -= std::min<std::uint64_t>(left, page->hits.size());
    if (page->next_cursor.empty()) break;
    how.cursor = page->next_cursor;
  }
  return kDone;
}

}  // namespace

int run_search(const SearchCommand& command, const Tools& tools) {
  const auto query = query::parse(command.query);
  if (!query) return tools.fail(query.error().message, kWrongUse);
  if (auto served = Served::find(command.data)) return search_served(*served, command, tools);
  if (const auto there = tools.disk.list(command.data + "/log"); !there) {
    return tools.fail("search: no data folder at " + command.data +
                      "; import something first, or name one with --data");
  }
  return search_folder(*query, command, tools);
}

}  // namespace vigie::cli
