// Listeners that come back, or that have no room for a while, hear exactly what they missed.
#include "watch/replay.h"

#include "watch/listeners_for_tests.h"

namespace vigie::watch {
namespace {

using nlohmann::json;
using Ids = std::vector<std::string>;

class ReplayTest : public ListenersTest {
 protected:
  void open_with_a_watch() {
    open();
    watch_ = house_->watches().add({"m", "mot", "", "", ""}).value()->id;
    house_->watches().add({"m too", "mot OR nom", "", "", ""}).value();
  }
  // A listener hears post 0 and leaves; where it was.
  std::uint64_t hear_one_and_leave(Wanted wanted = {}) {
    const auto first = listen(std::move(wanted));
    keep({post("0", "mot zéro")});
    house_->live().leave(first);
    EXPECT_EQ(posts(), Ids{"0"});
    const auto last = last_id();
    forget_heard();
    return last;
  }

  WatchId watch_ = 0;
};

TEST_F(ReplayTest, TellsWhatWasSaidWhileNobodyListened) {
  open_with_a_watch();
  const auto last = hear_one_and_leave();
  keep({post("1", "mot"), post("2", "rien")});
  keep({post("3", "mot")});
  listen_after(last);
  catch_up();
  EXPECT_EQ(posts(), (Ids{"1", "3"}));
  EXPECT_EQ(heard("post")[0].data["watches"], json::array({"1", "2"}));
  EXPECT_EQ(heard("post")[0].data["post"]["vigie"]["spans"], json::array({json::array({0, 3})}));
  EXPECT_TRUE(heard("skipped").empty());
}

TEST_F(ReplayTest, TellsEachPostOnceHoweverManyListenedAndInWhatWays) {
  open_with_a_watch();
  Wanted one;
  one.watch = watch_;
  std::vector<std::uint64_t> ids;
  const auto hear = [&](const Event& event) {
    if (event.name == "post") ids.push_back(event.id);
    return true;
  };
  const auto last = hear_one_and_leave();
  for (const auto& wanted : {Wanted{}, one, query("mot")}) house_->live().listen(wanted, hear);
  keep({post("1", "mot")});
  ASSERT_EQ(ids.size(), 3U);
  EXPECT_EQ(ids, std::vector<std::uint64_t>(3, ids[0])) << "one post, one event";
  listen_after(last);
  catch_up();
  EXPECT_EQ(posts(), Ids{"1"});
  EXPECT_EQ(heard("post")[0].id, ids[0]);
  forget_heard();
  listen_after(ids[0]);
  catch_up();
  EXPECT_TRUE(posts().empty());
}

TEST_F(ReplayTest, TellsWhatAQueryThatNobodySavedMissed) {
  open_with_a_watch();
  const auto last = hear_one_and_leave(query("zéro OR vert"));
  keep({post("1", "vert"), post("2", "mot"), post("3", "mot vert")});
  listen_after(last, query("zéro OR vert"));
  catch_up();
  EXPECT_EQ(posts(), (Ids{"1", "3"}));
  EXPECT_EQ(heard("post")[0].data["watches"], json::array());
  EXPECT_EQ(heard("post")[1].data["post"]["vigie"]["spans"], json::array({json::array({4, 8})}));
  EXPECT_TRUE(heard("skipped").empty());
}

TEST_F(ReplayTest, TellsWhatIsGoneAndNothingOfWhatItSaid) {
  open_with_a_watch();
  const auto last = hear_one_and_leave();
  auto other = post("2", "mot");
  other.author.id = "ada";
  keep({post("1", "mot secret"), other});
  ASSERT_TRUE(house_->erase_post("file:t", "0").value());
  ASSERT_TRUE(house_->erase_post("file:t", "1").value());
  ASSERT_EQ(house_->forget_author("file:t", "ada").value(), 1U);
  listen_after(last);
  catch_up();
  EXPECT_TRUE(posts().empty());
  const auto gone = heard("gone");
  ASSERT_EQ(gone.size(), 3U);
  EXPECT_EQ(gone[0].data["id"], "0");
  EXPECT_EQ(gone[1].data["id"], "1");
  EXPECT_EQ(gone[2].data["author"], "ada");
}

TEST_F(ReplayTest, TellsNothingThatRetentionTook) {
  open_with_a_watch();
  const auto last = hear_one_and_leave();
  keep({post("1", "mot")});
  ASSERT_EQ(house_->store().retain(clock_.now()).value(), 2U);
  listen_after(last);
  catch_up();
  EXPECT_TRUE(posts().empty());
}

TEST_F(ReplayTest, TellsAnEditedPostOnceAsItIsNow) {
  open_with_a_watch();
  const auto last = hear_one_and_leave();
  keep({post("1", "mot ancien"), post("2", "rien"), post("3", "mot")});
  keep({edited(post("1", "mot nouveau"), 1), edited(post("2", "un mot"), 1), edited(post("3", "rien"), 1)});
  listen_after(last);
  catch_up();
  EXPECT_EQ(posts(), (Ids{"1", "2"}));
  EXPECT_EQ(heard("post")[0].data["post"]["text"], "mot nouveau");
  ASSERT_EQ(heard("gone").size(), 1U);
  EXPECT_EQ(heard("gone")[0].data["id"], "3");
}

TEST_F(ReplayTest, TellsAllOfABurstToOneWhoHasNoRoomForAWhile) {
  open_with_a_watch();
  take_posts(3);
  const auto id = listen(everything());
  Ids said;
  for (int i = 0; i < 500; ++i) said.push_back(std::to_string(i));
  for (const auto& one : said) keep({post(one, "mot")});
  EXPECT_EQ(posts(), (Ids{"0", "1", "2"}));
  take_posts(100);
  house_->live().room(id);
  for (int i = 0; i < 1000 && posts().size() < 103; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_EQ(posts().size(), 103U);
  take_posts(~std::size_t{0});
  house_->live().room(id);
  catch_up();
  EXPECT_EQ(posts(), said);
  EXPECT_TRUE(heard("skipped").empty());
  keep({post("live", "mot")});
  EXPECT_EQ(posts().back(), "live");
}

TEST_F(ReplayTest, SaysThatItKeepsNoLongerWhatWasMissed) {
  open_with_a_watch();
  const auto last = hear_one_and_leave();
  for (std::size_t i = 0; i <= kEventsKept; i += 512) {
    source::Load load;
    for (std::size_t k = i; k < i + 512; ++k) load.batch.add(post("p" + std::to_string(k), "mot"));
    std::promise<void> done;
    ASSERT_TRUE(house_->pipeline().submit(std::move(load), [&](const auto&) { done.set_value(); }));
    done.get_future().get();
  }
  listen_after(last);
  catch_up();
  const auto skipped = heard("skipped");
  ASSERT_EQ(skipped.size(), 1U);
  EXPECT_EQ(skipped[0].data, json::parse(R"({"posts":0,"anew":true})"));
  EXPECT_LT(skipped[0].id, heard("post").front().id);
  EXPECT_EQ(posts().size(), kEventsKept) << "and then all that is kept";
}

TEST_F(ReplayTest, SaysAfterARestartThatItKeepsNothingFromBefore) {
  open_with_a_watch();
  const auto last = hear_one_and_leave();
  open();
  keep({post("1", "mot")});
  const auto back = listen_after(last);
  catch_up();
  ASSERT_EQ(heard("skipped").size(), 1U);
  EXPECT_TRUE(heard("skipped")[0].data["anew"]);
  EXPECT_EQ(posts(), Ids{"1"});
  EXPECT_GT(heard("post")[0].id, last) << "ids go on growing";
  house_->live().leave(back);
  forget_heard();
  listen_after(last + 1'000'000'000'000);
  catch_up();
  EXPECT_TRUE(heard("skipped").at(0).data["anew"]) << "an id that nobody gave";
}

}  // namespace
}  // namespace vigie::watch
