#include "watch/rehearsal_room.h"

#include <atomic>
#include <thread>

#include "rehearsal/shipped.h"
#include "watch/world_for_tests.h"

namespace vigie::watch {
namespace {

class RehearsalRoomTest : public HouseTest {
 protected:
  // The shipped story, as fast as can be.
  static DrillOrder order() {
    DrillOrder order;
    order.name = rehearsal::shipped_names()[0];
    order.speed = source::kSpeedMax;
    return order;
  }
  std::unique_ptr<RehearsalRoom> room() { return std::make_unique<RehearsalRoom>(folder_, 1, world()); }

  // Until the story has come to its end, and all of it is kept; the wall's clock is the test's.
  void play_out(const RehearsalRoom& room) {
    for (int i = 0; i < 2'000 && room.performance()->progress.state != source::State::kEnded; ++i) {
      clock_.advance(std::chrono::hours(1));
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    room.house()->pipeline().close();
    room.house()->wait_for_pipeline();
  }
};

TEST_F(RehearsalRoomTest, TellsAPauseAndAnEndFromWaiting) {
  auto sealed = room();
  EXPECT_FALSE(sealed->performance());
  EXPECT_EQ(sealed->set_paused(true).error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(sealed->begin(order()));
  EXPECT_EQ(sealed->status()->state, source::State::kLive);
  ASSERT_TRUE(sealed->set_paused(true));
  EXPECT_EQ(sealed->status()->state, source::State::kPaused);
  EXPECT_EQ(sealed->performance()->progress.state, source::State::kPaused);
  EXPECT_EQ(sealed->begin(order()).error().code, ErrorCode::kConflict);
  sealed->end();
  EXPECT_EQ(sealed->status()->state, source::State::kEnded);
  EXPECT_EQ(sealed->performance()->progress.state, source::State::kEnded);
}

TEST_F(RehearsalRoomTest, ItsTenantLivesAsLongAsThePlayCanBeRead) {
  const auto heard = std::make_shared<Guarded<std::vector<std::string>>>();
  const auto last = [&] { return heard->with([](auto& all) { return all.back(); }); };
  {
    RehearsalRoom sealed(folder_, 1, world(), [&](House&, source::DrillSource&, const DrillOrder&) {
      return std::unique_ptr<Tenant>(std::make_unique<Listening>(heard));
    });
    EXPECT_EQ(sealed.tenant(), nullptr);
    ASSERT_TRUE(sealed.begin(order()));
    EXPECT_EQ(heard->with([](auto& all) { return all.front(); }), "started");
    play_out(sealed);
    EXPECT_NE(sealed.tenant(), nullptr);
    EXPECT_NE(last(), "left");
    EXPECT_GT(heard->with([](auto& all) { return all.size(); }), 5'000U);
  }
  EXPECT_EQ(last(), "left");
}

TEST_F(RehearsalRoomTest, ChangesNothingAfterTheEnd) {
  auto sealed = room();
  ASSERT_TRUE(sealed->begin(order()));
  sealed->end();
  const Time ended_at = sealed->performance()->progress.now;
  EXPECT_EQ(sealed->set_paused(false).error().code, ErrorCode::kConflict);
  EXPECT_EQ(sealed->set_speed(60).error().code, ErrorCode::kConflict);
  clock_.advance(std::chrono::hours(1));
  EXPECT_EQ(sealed->performance()->progress.now, ended_at);
}

TEST_F(RehearsalRoomTest, LeavesTheLastPlayToBeReadWhenTheNextOrderIsWrong) {
  auto sealed = room();
  ASSERT_TRUE(sealed->begin(order()));
  sealed->end();
  auto wrong = order();
  wrong.name = "no such scenario";
  EXPECT_EQ(sealed->begin(wrong).error().code, ErrorCode::kNotFound);
  wrong = order();
  wrong.speed = 0;
  EXPECT_EQ(sealed->begin(wrong).error().code, ErrorCode::kInvalid);
  EXPECT_TRUE(sealed->house());
}

TEST_F(RehearsalRoomTest, TouchesNothingOfAFolderInWhichAnotherPlays) {
  auto first = room();
  ASSERT_TRUE(first->begin(order()));
  ASSERT_TRUE(std::filesystem::exists(folder_ / "vigie.db"));
  const auto refused = room()->begin(order());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_TRUE(std::filesystem::exists(folder_ / "vigie.db"));
  EXPECT_FALSE(std::filesystem::is_empty(folder_ / "log"));
}

TEST_F(RehearsalRoomTest, BeginsAgainInTheFolderOfAnEarlierPlay) {
  auto sealed = room();
  ASSERT_TRUE(sealed->begin(order()));
  sealed->end();
  std::thread reader([held = sealed->house()]() mutable {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    held.reset();
  });
  EXPECT_TRUE(sealed->begin(order()));
  reader.join();
  EXPECT_EQ(sealed->house()->watches().list()->watches.size(), sealed->performance()->scenario.watches().size());
}

TEST_F(RehearsalRoomTest, IsRemovedWholeAndLeavesNothingBehind) {
  auto sealed = room();
  EXPECT_FALSE(*sealed->remove());
  ASSERT_TRUE(sealed->begin(order()));
  ASSERT_TRUE(std::filesystem::exists(folder_ / "REHEARSAL"));
  const auto removed = sealed->remove();
  ASSERT_TRUE(removed) << removed.error().message;
  EXPECT_TRUE(*removed);
  EXPECT_FALSE(std::filesystem::exists(folder_));
  EXPECT_FALSE(std::filesystem::exists(folder_.string() + ".going"));
  EXPECT_FALSE(sealed->performance());
  EXPECT_FALSE(*sealed->remove());
  EXPECT_TRUE(sealed->begin(order()));  // And another may begin.
}

TEST_F(RehearsalRoomTest, RemovesNoFolderThatIsNoRehearsalsAndNoneThatIsPlayed) {
  std::filesystem::create_directories(folder_);
  std::ofstream(folder_ / "letters.txt") << "real";
  const auto real = remove_rehearsal(disk_, folder_.string());
  ASSERT_FALSE(real);
  EXPECT_EQ(real.error().code, ErrorCode::kRefused);
  EXPECT_TRUE(std::filesystem::exists(folder_ / "letters.txt"));
  std::filesystem::remove_all(folder_);
  auto playing = room();
  ASSERT_TRUE(playing->begin(order()));
  const auto refused = remove_rehearsal(disk_, folder_.string());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_TRUE(std::filesystem::exists(folder_ / "vigie.db"));
}

TEST_F(RehearsalRoomTest, RemovesWhatACrashHasLeft) {
  const std::filesystem::path going = folder_.string() + ".going";
  std::filesystem::create_directories(going / "log");
  std::ofstream(going / "REHEARSAL") << "x";
  std::ofstream(going / "log" / "00000001.log") << "said";
  EXPECT_TRUE(*remove_rehearsal(disk_, folder_.string()));
  EXPECT_FALSE(std::filesystem::exists(going));
  EXPECT_FALSE(*remove_rehearsal(disk_, folder_.string()));
}

TEST_F(RehearsalRoomTest, RemovesNothingUnderItsPassingNameThatIsPlayed) {
  const std::string going = folder_.string() + ".going";
  RehearsalRoom playing(going, 1, world());
  ASSERT_TRUE(playing.begin(order()));
  const auto refused = remove_rehearsal(disk_, folder_.string());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_TRUE(std::filesystem::exists(going + "/vigie.db"));
  EXPECT_TRUE(*playing.remove());
}

// As where a disk is mounted.
TEST_F(RehearsalRoomTest, RemovesInItsPlaceWhatCannotBeRenamed) {
  const std::filesystem::path in_the_way = folder_.string() + ".going";
  std::filesystem::create_directories(in_the_way);
  std::ofstream(in_the_way / "letters.txt") << "real";
  auto sealed = room();
  ASSERT_TRUE(sealed->begin(order()));
  EXPECT_TRUE(*sealed->remove());
  EXPECT_FALSE(std::filesystem::exists(folder_));
  EXPECT_TRUE(std::filesystem::exists(in_the_way / "letters.txt"));
  std::filesystem::remove_all(in_the_way);
}

// A name that leads elsewhere: what it leads to is what is removed.
TEST_F(RehearsalRoomTest, RemovesWhatALinkLeadsTo) {
  auto sealed = room();
  ASSERT_TRUE(sealed->begin(order()));
  sealed->end();
  sealed.reset();
  const std::filesystem::path link = folder_.string() + "-link";
  std::filesystem::create_directory_symlink(folder_, link);
  EXPECT_TRUE(*remove_rehearsal(disk_, link.string() + "/"));
  EXPECT_FALSE(std::filesystem::exists(folder_));
  std::filesystem::remove(link);
}

TEST_F(RehearsalRoomTest, CountsWhatWasSaidAndTakenBackAsTheHouseKeepsIt) {
  auto sealed = room();
  ASSERT_TRUE(sealed->begin(order()));
  const auto expected = sealed->performance()->progress.expected_posts;
  play_out(*sealed);
  const auto progress = sealed->performance()->progress;
  EXPECT_EQ(progress.expected_posts, expected);
  EXPECT_EQ(sealed->status()->posts, progress.said.posts);
  EXPECT_EQ(sealed->house()->store().stats().posts, progress.said.posts - progress.said.deletions);
  EXPECT_LE(*sealed->status()->last_post_at, progress.end);
}

TEST_F(RehearsalRoomTest, ComparesWhatYouDoWithThePolicies) {
  auto sealed = room();
  EXPECT_EQ(sealed->scorecard().error().code, ErrorCode::kNotFound);
  EXPECT_EQ(sealed->drill(), nullptr);
  auto playable = order();
  playable.playable = true;
  ASSERT_TRUE(sealed->begin(playable));
  EXPECT_TRUE(sealed->performance()->playable);
  clock_.advance(std::chrono::seconds(1));  // Nearly three hours of the story: the call is open.
  const source::DrillAnswer answer{
      "key", {"place:notre-pub", "c1", "page"}, "Voici le numéro de l'atelier: 12.", "fr", "staff:1", "lea", "Léa",
      false};
  const auto said = sealed->drill()->answer(answer);
  ASSERT_TRUE(said) << said.error().message;
  EXPECT_TRUE(*sealed->house()->store().get(said->source, said->id));
  play_out(*sealed);
  const auto card = sealed->scorecard();
  ASSERT_TRUE(card);
  ASSERT_EQ(card->played.size(), 4U);
  EXPECT_EQ(card->played.at(0).policy, "absent");
  EXPECT_EQ(card->played.at(3).policy, "you");
  EXPECT_EQ(card->played.at(3).outcome.curve.size(), card->played.at(0).outcome.curve.size());
  EXPECT_FALSE(card->played.at(0).outcome.figures.first_answer);
  EXPECT_TRUE(card->played.at(3).outcome.figures.first_answer);
  EXPECT_LT(card->played.at(2).outcome.figures.peak, card->played.at(0).outcome.figures.peak);
}

// Who reads while another play begins finds the whole of one play, or nothing.
TEST_F(RehearsalRoomTest, IsReadWhileOneBeginsAfterTheOther) {
  auto sealed = room();
  std::atomic<bool> reading = true;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (reading) {
        if (const auto card = sealed->scorecard()) {
          EXPECT_GT(card->progress.end, card->progress.begin);
        }
        if (const auto one = sealed->sealed(); one.house) {
          EXPECT_TRUE(one.house->is_rehearsal());
        }
      }
    });
  }
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(sealed->begin(order()));
    sealed->end();
  }
  reading = false;
  for (auto& one : readers) one.join();
}

TEST_F(RehearsalRoomTest, APolicyAnswersWhereEverybodyCanReadIt) {
  auto sealed = room();
  auto present = order();
  present.policy = rehearsal::Policy::kPresent;
  ASSERT_TRUE(sealed->begin(present));
  play_out(*sealed);
  const auto said = sealed->performance()->progress.said;
  EXPECT_GT(said.answers, 100U);
  EXPECT_EQ(sealed->house()->store().stats().posts, said.posts + said.answers - said.deletions);
  EXPECT_EQ(sealed->scorecard()->played.size(), 3U);  // You did nothing.
}

TEST_F(RehearsalRoomTest, NamesItsWatchesInTheLanguageThatWasAskedFor) {
  auto sealed = room();
  auto french = order();
  french.french = true;
  ASSERT_TRUE(sealed->begin(french));
  const auto played = *sealed->performance();
  const auto list = sealed->house()->watches().list();
  ASSERT_EQ(played.watches.size(), played.scenario.watches().size());
  for (std::size_t i = 0; i < played.watches.size(); ++i) {
    EXPECT_EQ(list->find(played.watches[i])->said.name, played.scenario.watches()[i].name.fr);
  }
}

}  // namespace
}  // namespace vigie::watch
