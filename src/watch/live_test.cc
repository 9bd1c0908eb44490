#include "watch/live.h"

#include <nlohmann/json.hpp>

#include "watch/world_for_tests.h"

namespace vigie::watch {
namespace {

using nlohmann::json;

class LiveTest : public HouseTest {
 protected:
  struct Heard {
    std::uint64_t id;
    std::string name;
    json data;
  };

  Live::ListenerId listen(Wanted wanted = {}) {
    return house_->live().listen(std::move(wanted), [this](const Event& event) {
      const std::lock_guard lock(mutex_);
      heard_.push_back({event.id, std::string(event.name), json::parse(*event.data)});
    });
  }
  std::vector<Heard> heard(std::string_view name) {
    const std::lock_guard lock(mutex_);
    std::vector<Heard> out;
    for (const auto& one : heard_) {
      if (one.name == name) out.push_back(one);
    }
    return out;
  }

  std::mutex mutex_;
  std::vector<Heard> heard_;
};

TEST_F(LiveTest, TellsAPostWithItsWatchesAndMarks) {
  open();
  const auto watch = house_->watches().add({"Voitures", "voiture", "", "", ""}).value();
  listen();
  keep({post("1", "Été : la voiture rouge"), post("2", "rien")});
  const auto posts = heard("post");
  ASSERT_EQ(posts.size(), 1U);
  EXPECT_EQ(posts[0].data["watches"], json::array({std::to_string(watch->id)}));
  EXPECT_EQ(posts[0].data["post"]["vigie"]["spans"], json::array({json::array({9, 16})}));
}

TEST_F(LiveTest, TellsAListenerOnlyOfItsOwnWatchOrQuery) {
  open();
  const auto red = house_->watches().add({"r", "rouge", "", "", ""}).value();
  house_->watches().add({"b", "bleu", "", "", ""}).value();
  Wanted wanted;
  wanted.watch = red->id;
  const auto mine = listen(wanted);
  keep({post("1", "rouge"), post("2", "bleu")});
  EXPECT_EQ(heard("post").size(), 1U);
  house_->live().leave(mine);
  Wanted own;
  own.program = query::Program(query::parse("vert").value());
  listen(own);
  keep({post("3", "vert"), post("4", "rouge")});
  EXPECT_EQ(heard("post").size(), 2U);
}

TEST_F(LiveTest, CountsWhatItHasNoTimeToTell) {
  open();
  house_->watches().add({"m", "mot", "", "", ""}).value();
  Wanted wanted;
  wanted.posts_per_s_max = 2;
  listen(wanted);
  keep({post("1", "mot"), post("2", "mot"), post("3", "mot"), post("4", "mot"), post("5", "mot")});
  EXPECT_LE(heard("post").size(), 4U);  // A tick may fall in between.
  house_->live().tick(clock_.now(), std::chrono::steady_clock::now());
  std::uint64_t skipped = 0;
  for (const auto& one : heard("skipped")) skipped += one.data["posts"].get<std::uint64_t>();
  EXPECT_EQ(heard("post").size() + skipped, 5U);
}

TEST_F(LiveTest, GivesAListenerThatComesBackWhatItMissed) {
  open();
  house_->watches().add({"m", "mot", "", "", ""}).value();
  const auto first = listen();
  keep({post("1", "mot")});
  house_->live().leave(first);
  const auto last = heard("post").back().id;
  const auto other = house_->live().listen({}, [](const Event&) {});
  keep({post("2", "mot")});
  house_->live().leave(other);
  Wanted wanted;
  wanted.after_event = last;
  listen(wanted);
  ASSERT_EQ(heard("post").size(), 2U);
  EXPECT_EQ(heard("post")[1].data["post"]["id"], "2");
}

TEST_F(LiveTest, TicksTellTheCountsOfEachWatch) {
  open();
  const auto watch = house_->watches().add({"m", "mot", "", "", ""}).value();
  listen();
  keep({post("1", "mot"), post("2", "mot")});
  house_->live().tick(clock_.now(), std::chrono::steady_clock::now());
  std::uint64_t posts = 0;
  for (const auto& tick : heard("tick")) {
    const auto& counts = tick.data["watches"];
    if (counts.contains(std::to_string(watch->id)))
      posts += counts[std::to_string(watch->id)]["posts"].get<std::uint64_t>();
  }
  EXPECT_EQ(posts, 2U);
}

}  // namespace
}  // namespace vigie::watch
