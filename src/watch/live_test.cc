#include "watch/live.h"

#include "watch/listeners_for_tests.h"

namespace vigie::watch {
namespace {

using nlohmann::json;

class LiveTest : public ListenersTest {
 protected:
  // What ticks have told of a watch.
  std::uint64_t counted(WatchId watch) {
    house_->live().tick(clock_.now(), std::chrono::steady_clock::now());
    std::uint64_t posts = 0;
    for (const auto& tick : heard("tick")) {
      const auto& counts = tick.data["watches"];
      if (counts.contains(std::to_string(watch))) posts += counts[std::to_string(watch)]["posts"].get<std::uint64_t>();
    }
    return posts;
  }
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

TEST_F(LiveTest, MarksWhatMatchedInATitle) {
  open();
  house_->watches().add({"Voitures", "voiture", "", "", ""}).value();
  listen();
  post::Post titled = post("1", "rien");
  titled.title = "À la voiture";
  keep({titled});
  const auto reading = heard("post").at(0).data["post"]["vigie"];
  EXPECT_EQ(reading["spans"], json::array());
  EXPECT_EQ(reading["title_spans"], json::array({json::array({5, 12})}));
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
  listen(query("vert"));
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

TEST_F(LiveTest, TellsWhatWasSkippedBeforeWhatComesAfterIt) {
  open();
  house_->watches().add({"m", "mot", "", "", ""}).value();
  Wanted wanted;
  wanted.posts_per_s_max = 0;
  listen(wanted);
  keep({post("1", "mot"), post("2", "mot")});
  house_->live().changed("watches");
  const auto skipped = heard("skipped");
  ASSERT_EQ(skipped.size(), 1U);
  EXPECT_EQ(skipped[0].data, json::parse(R"({"posts":2})"));
  EXPECT_LT(skipped[0].id, heard("changed")[0].id);
}

TEST_F(LiveTest, SharesOneTextAmongAllWhoHearTheSame) {
  open();
  const auto watch = house_->watches().add({"m", "mot", "", "", ""}).value();
  std::vector<const void*> texts;
  const auto hear = [&](const Event& event) {
    if (event.name == "post") texts.push_back(event.text.get());
    return true;
  };
  Wanted one;
  one.watch = watch->id;
  for (int i = 0; i < 3; ++i) house_->live().listen({}, hear);
  house_->live().listen(one, hear);
  keep({post("1", "mot")});
  ASSERT_EQ(texts.size(), 4U);
  EXPECT_EQ(std::set(texts.begin(), texts.end()).size(), 1U);
}

TEST_F(LiveTest, TellsWhatIsGone) {
  open();
  house_->watches().add({"m", "mot", "", "", ""}).value();
  listen();
  keep({post("1", "mot"), post("2", "mot")});
  ASSERT_TRUE(house_->erase_post("file:t", "1").value());
  ASSERT_EQ(house_->forget_author("file:t", "zoe").value(), 1U);
  const auto gone = heard("gone");
  ASSERT_EQ(gone.size(), 2U);
  EXPECT_EQ(gone[0].data, json::parse(R"({"source":"file:t","id":"1"})"));
  EXPECT_EQ(gone[1].data, json::parse(R"({"source":"file:t","author":"zoe"})"));
}

TEST_F(LiveTest, TellsAnEditThatBeginsToMatchAndCountsItOnce) {
  open();
  const auto watch = house_->watches().add({"m", "mot", "", "", ""}).value();
  listen();
  keep({post("1", "rien")});
  keep({edited(post("1", "un mot"), 1)});
  ASSERT_EQ(posts(), std::vector<std::string>{"1"});
  EXPECT_EQ(heard("post")[0].data["post"]["text"], "un mot");
  keep({edited(post("1", "deux mots, un mot"), 2)});
  EXPECT_EQ(posts(), (std::vector<std::string>{"1", "1"})) << "what it says now";
  EXPECT_EQ(counted(watch->id), 1U);
}

TEST_F(LiveTest, TellsAnEditThatMatchesNoLongerAsGone) {
  open();
  house_->watches().add({"m", "mot", "", "", ""}).value();
  listen();
  keep({post("1", "mot")});
  keep({edited(post("1", "rien"), 1)});
  EXPECT_EQ(posts().size(), 1U);
  ASSERT_EQ(heard("gone").size(), 1U);
  EXPECT_EQ(heard("gone")[0].data["id"], "1");
}

TEST_F(LiveTest, TicksTellTheCountsOfEachWatch) {
  open();
  const auto watch = house_->watches().add({"m", "mot", "", "", ""}).value();
  listen();
  keep({post("1", "mot"), post("2", "mot")});
  EXPECT_EQ(counted(watch->id), 2U);
}

}  // namespace
}  // namespace vigie::watch
