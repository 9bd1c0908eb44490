#include "base/time_text.h"
#include "cli/commands.h"
#include "cli/post_line.h"
#include "cli/progress.h"
#include "cli/served.h"
#include "cli/served_posts.h"
#include "net/url.h"
#include "post/validate.h"
#include "query/program.h"
#include "store/store.h"
#include "watch/hit_json.h"

namespace vigie::cli {
namespace {

// One page of what is asked, as lines ready to be printed.
struct Lines {
  std::vector<std::string> lines;
  std::string next_cursor;
};

// Who answers: the server of the folder, or the folder itself.
class Answerer {
 public:
  virtual ~Answerer() = default;
  virtual Result<Lines> page(std::size_t limit, const std::string& cursor) = 0;
  virtual Result<std::uint64_t> count() = 0;
};

class ServedAnswerer final : public Answerer {
 public:
  ServedAnswerer(Served served, const SearchCommand& command, const Tools& tools)
      : served_(std::move(served)), command_(command), tools_(tools) {}

  Result<Lines> page(std::size_t limit, const std::string& cursor) override {
    const auto answer = served_.get_text("/api/v1/search?q=" + net::percent_encode(command_.query) +
                                         "&limit=" + std::to_string(std::min(limit, kPage)) +
                                         (cursor.empty() ? std::string() : "&cursor=" + net::percent_encode(cursor)));
    if (!answer) return answer.error();
    auto page = read_page(*answer);
    if (!page) return page.error();
    Lines out{std::move(page->posts), std::move(page->next_cursor)};
    if (command_.json) return out;
    for (auto& line : out.lines) line = line_of(line).print(tools_.styled);
    return out;
  }

  // In long steps over all times that a post can have.
  Result<std::uint64_t> count() override {
    const auto until = format_time(tools_.clock.now() + std::chrono::hours(48));
    const auto answer = served_.get("/api/v1/count?q=" + net::percent_encode(command_.query) + "&from=" +
                                    std::to_string(post::kYearMin) + "-01-01&to=" + until + "&step=31536000");
    if (!answer) return answer.error();
    return answer->value("posts", std::uint64_t{0});
  }

 private:
  static constexpr std::size_t kPage = 100;

  Served served_;
  const SearchCommand& command_;
  const Tools& tools_;
};

class FolderAnswerer final : public Answerer {
 public:
  FolderAnswerer(std::unique_ptr<store::Store> store, const query::Query& query, const SearchCommand& command,
                 const Tools& tools)
      : store_(std::move(store)), query_(query), program_(query), command_(command), tools_(tools) {}

  Result<Lines> page(std::size_t limit, const std::string& cursor) override {
    store::SearchOptions how;
    how.limit = std::min(limit, store::kPageMax);
    how.cursor = cursor;
    auto page = store_->search(query_, how);
    if (!page) return page.error();
    Lines out{{}, std::move(page->next_cursor)};
    for (const auto& hit : page->hits) out.lines.push_back(line(hit));
    return out;
  }

  Result<std::uint64_t> count() override {
    const auto stats = store_->stats();
    if (!stats.first || !stats.last) return std::uint64_t{0};
    const store::Span all{*stats.first, *stats.last + Micros(1)};
    const auto counted = store_->histogram(query_, all, all.to - all.from);
    if (!counted) return counted.error();
    return counted->total.posts;
  }

 private:
  std::string line(const store::Hit& hit) const {
    if (!command_.json) return cli::line_of(hit, &program_).print(tools_.styled);
    std::string json;
    watch::write_hit(hit, &program_, json);
    return json;
  }

  std::unique_ptr<store::Store> store_;
  const query::Query& query_;
  query::Program program_;
  const SearchCommand& command_;
  const Tools& tools_;
};

Result<std::unique_ptr<Answerer>> answerer_of(const query::Query& query, const SearchCommand& command,
                                              const Tools& tools) {
  if (auto served = Served::find(command.data)) {
    return std::unique_ptr<Answerer>(std::make_unique<ServedAnswerer>(std::move(*served), command, tools));
  }
  if (const auto there = tools.disk.list(command.data + "/log"); !there) {
    return Error{ErrorCode::kNotFound,
                 "search: no data folder at " + command.data + "; import something first, or name one with --data"};
  }
  store::Options options;
  options.folder = command.data;
  options.disk = &tools.disk;
  options.clock = &tools.clock;
  options.log = &tools.log;
  options.read_only = true;  // An import may write here meanwhile.
  auto store = store::Store::open(options);
  if (!store) return store.error();
  return std::unique_ptr<Answerer>(std::make_unique<FolderAnswerer>(std::move(*store), query, command, tools));
}

// The last line, for eyes: how much of the whole was shown.
void tell_total(Answerer& answerer, std::uint64_t shown, bool more, const Tools& tools) {
  const auto total = more ? answerer.count() : Result<std::uint64_t>(shown);
  if (!total) return;
  if (*total == 0) {
    tools.note("no post matches; `vigie explain QUERY` shows how the query is understood");
  } else if (*total > shown) {
    tools.note(grouped(shown) + " of " + grouped(*total) + " posts; --limit N shows more");
  } else {
    tools.note(grouped(shown) + (shown == 1 ? " post" : " posts"));
  }
}

}  // namespace

int run_search(const SearchCommand& command, const Tools& tools) {
  const auto parsed = query::parse_or_problem(command.query);
  if (const auto* problem = std::get_if<query::Problem>(&parsed)) return tools.fail(*problem, command.query);
  const auto answerer = answerer_of(std::get<query::Query>(parsed), command, tools);
  if (!answerer) return tools.fail(answerer.error().message);
  std::uint64_t shown = 0;
  std::string cursor;
  bool more = true;
  while (more && shown < command.limit) {
    const auto page = (*answerer)->page(static_cast<std::size_t>(command.limit - shown), cursor);
    if (!page) return tools.fail(page.error().message);
    for (const auto& line : page->lines) {
      if (!tools.print(line + "\n")) return kDone;
    }
    shown += page->lines.size();
    cursor = page->next_cursor;
    more = !cursor.empty();
  }
  if (!command.json && tools.flush()) tell_total(**answerer, shown, more, tools);
  return kDone;
}

}  // namespace vigie::cli
