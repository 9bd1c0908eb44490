// One, two and four workers make one house: the same bytes in the log, the same watches for each post, the same
// answers.
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>

#include "naive/query.h"
#include "small_talk.h"
#include "source/decoders.h"
#include "watch/world_for_tests.h"

namespace vigie::watch {
namespace {

constexpr int kLoads = 120;
constexpr int kRecordsPerLoad = 25;
constexpr std::size_t kWatches = 300;

// What the house told of each item, in its order: fate, id, watches.
class Listener final : public Tenant {
 public:
  void heard(const post::Item& item, const post::Reading&, std::span<const WatchId> watches, post::Fate fate) override {
    std::string line(post::name_of(fate));
    line += " " + std::string(item.post.id);
    for (const auto id : watches) line += " " + std::to_string(id);
    lines.with([&](auto& all) { all.push_back(line); });
  }
  Guarded<std::vector<std::string>> lines;
};

// Records with posts said twice, edited, deleted, and some that are none.
std::vector<std::string> invent_loads(SmallTalk& talk) {
  std::vector<std::string> out;
  int said = 0;
  for (int load = 0; load < kLoads; ++load) {
    std::string raw;
    for (int i = 0; i < kRecordsPerLoad; ++i) {
      const bool again = said > 0 && talk.below(8) == 0;
      const auto number = again ? static_cast<int>(talk.below(static_cast<std::uint64_t>(said))) : said++;
      nlohmann::json record{{"id", "p" + std::to_string(number)}, {"source", "file:t"}, {"text", talk.post()}};
      record["time"] = format_time(time_of_micros(1'700'000'000'000'000 + number * 1'000'000LL));
      record["author"] = {{"id", "a" + std::to_string(number % 17)}, {"handle", "ana"}};
      if (again && talk.below(2) == 0)
        record["edited_at"] = "2026-01-01T00:00:" + std::to_string(10 + talk.below(50)) + "Z";
      if (again && talk.below(4) == 0) record["deleted"] = true;
      raw += talk.below(60) == 0 ? std::string("{no record}") : record.dump();
      raw += '\n';
    }
    out.push_back(raw);
  }
  return out;
}

std::vector<WatchDraft> invent_watches(SmallTalk& talk) {
  std::vector<WatchDraft> out;
  while (out.size() < kWatches) {
    const auto text = talk.query(static_cast<int>(talk.below(4)));
    if (query::parse(text, query::Use::kWatch)) out.push_back({"w" + std::to_string(out.size()), text, "", "", ""});
  }
  return out;
}

struct Seen {
  std::string log_bytes;
  std::vector<std::string> heard;
  std::vector<std::vector<std::string>> found;  // By watch: what a search of its query finds.
};

class WorkersTest : public HouseTest {
 protected:
  Seen run(unsigned workers, const std::vector<std::string>& loads, const std::vector<WatchDraft>& watches) {
    std::filesystem::remove_all(folder_);
    Listener listener;
    open(workers, [&](House&) -> Tenant& { return listener; });
    EXPECT_TRUE(house_->watches().add_all(watches));
    std::atomic<std::size_t> heard = 0;
    for (const auto& raw : loads) {
      source::Load load;
      load.raw = raw;
      load.decoder = source::json_lines_decoder();
      EXPECT_TRUE(house_->pipeline().submit(std::move(load), [&](const Result<source::Outcome>& outcome) {
        EXPECT_TRUE(outcome);
        ++heard;
      }));
    }
    while (heard < loads.size()) std::this_thread::yield();
    Seen seen;
    for (const auto& watch : watches) seen.found.push_back(search(watch.query));
    EXPECT_TRUE(house_->stop());
    seen.heard = listener.lines.with([](const auto& all) { return all; });
    house_.reset();
    seen.log_bytes = log_bytes();
    return seen;
  }

  std::vector<std::string> search(const std::string& text) const {
    const auto query = query::parse(text).value();
    std::vector<std::string> ids;
    store::SearchOptions options;
    options.limit = store::kPageMax;
    do {
      const auto page = house_->store().search(query, options).value();
      for (const auto& hit : page.hits) ids.emplace_back(hit.post.id);
      options.cursor = page.next_cursor;
    } while (!options.cursor.empty());
    return ids;
  }

  std::string log_bytes() const {
    std::map<std::filesystem::path, std::string> files;
    for (const auto& file : std::filesystem::directory_iterator(folder_ / "log")) {
      std::ostringstream bytes;
      bytes << std::ifstream(file.path(), std::ios::binary).rdbuf();
      files[file.path()] = bytes.str();
    }
    std::string out;
    for (const auto& [path, bytes] : files) out += bytes;
    return out;
  }
};

TEST_F(WorkersTest, OneTwoAndFourWriteTheSameLogMatchTheSameAndFindTheSame) {
  SmallTalk talk(2026);
  const auto loads = invent_loads(talk);
  const auto watches = invent_watches(talk);
  const Seen one = run(1, loads, watches);
  ASSERT_GT(one.heard.size(), static_cast<std::size_t>(kLoads * kRecordsPerLoad / 2));
  ASSERT_GT(one.log_bytes.size(), 10'000U);
  for (const unsigned workers : {2U, 4U}) {
    const Seen other = run(workers, loads, watches);
    EXPECT_TRUE(other.log_bytes == one.log_bytes) << workers << " workers: other bytes";
    EXPECT_EQ(other.heard, one.heard) << workers << " workers";
    EXPECT_EQ(other.found, one.found) << workers << " workers";
  }
}

// What the pipeline matched, what a search finds and what the naive matcher says are one.
TEST_F(WorkersTest, WhatIsMatchedOnItsWayIsWhatTheNaiveMatcherSaysAndASearchFinds) {
  SmallTalk talk(7);
  const auto loads = invent_loads(talk);
  const auto watches = invent_watches(talk);
  const Seen seen = run(4, loads, watches);
  std::map<std::string, std::set<WatchId>> matched;  // Of the version that is kept.
  for (const auto& line : seen.heard) {
    std::istringstream words(line);
    std::string fate, id;
    words >> fate >> id;
    if (fate != "accepted" && fate != "edited" && fate != "deleted") continue;
    auto& ids = matched[id];
    ids.clear();
    for (WatchId watch = 0; words >> watch;) ids.insert(watch);
  }
  open(1);
  std::map<std::string, store::Hit> kept;
  std::map<std::string, naive::Document> documents;
  for (const auto& [id, ids] : matched) {
    const auto hit = house_->store().get("file:t", id).value();
    if (!hit) continue;
    const auto& held = kept.emplace(id, *hit).first->second;
    documents.emplace(id, naive::read(held.post, held.reading));
  }
  std::uint64_t pairs = 0;
  for (std::size_t i = 0; i < watches.size() && !HasFailure(); ++i) {
    const auto naive_query = std::get<naive::Node>(naive::parse(watches[i].query, true));
    const auto watch = static_cast<WatchId>(i + 1);
    const std::set<std::string> found(seen.found[i].begin(), seen.found[i].end());
    for (const auto& [id, document] : documents) {
      const bool expected = naive::matches(naive_query, document);
      EXPECT_EQ(found.contains(id), expected) << watches[i].query << ": search of " << id;
      EXPECT_EQ(matched[id].contains(watch), expected) << watches[i].query << ": watch on " << id;
      pairs += expected ? 1 : 0;
    }
    for (const auto& id : found) EXPECT_TRUE(documents.contains(id)) << watches[i].query << ": found " << id;
  }
  EXPECT_GT(pairs, 10'000U);
}

}  // namespace
}  // namespace vigie::watch
