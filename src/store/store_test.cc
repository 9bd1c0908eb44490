#include "store/store.h"

#include <atomic>
#include <thread>

#include "store/cursor.h"
#include "store/test_house.h"

namespace vigie::store {
namespace {

using post::Fate;
using testing::Test;
using Ids = std::vector<std::string>;

class StoreTest : public Test {
 protected:
  StoreTest() { EXPECT_TRUE(house.open()); }
  House house;
};

post::Item version(std::string_view text, std::optional<Time> edited_at) {
  post::Item item;
  item.post.id = "1";
  item.post.source = "file:test";
  item.post.text = text;
  item.post.created_at = kNoon;
  item.post.edited_at = edited_at;
  return item;
}

TEST_F(StoreTest, FindsAPostAsSoonAsItIsTaken) {
  EXPECT_EQ(house.say("1", "La Clio est belle"), Fate::kAccepted);
  EXPECT_EQ(house.find("clio"), Ids{"1"});
  EXPECT_EQ(house.find("dacia"), Ids{});
}

TEST_F(StoreTest, AnswersNewestFirstThenBySourceAndId) {
  house.say("b", "clio", kNoon);
  house.say("old", "clio", kNoon - Micros(1));
  house.say("a", "clio", kNoon);
  house.say("new", "clio", kNoon + Micros(1));
  const Ids order = {"new", "a", "b", "old"};
  EXPECT_EQ(house.find("clio"), order);
  ASSERT_TRUE(house.store->seal());
  EXPECT_EQ(house.find("clio", 1), order);
}

TEST_F(StoreTest, TakesAPostOnceEvenWithinOneBatch) {
  Items items;
  items.say("1", "clio");
  items.say("1", "clio encore");
  EXPECT_EQ(house.append(items), (std::vector{Fate::kAccepted, Fate::kDuplicate}));
  EXPECT_EQ(house.say("1", "clio"), Fate::kDuplicate);
  ASSERT_TRUE(house.store->seal());
  EXPECT_EQ(house.say("1", "clio"), Fate::kDuplicate);
  EXPECT_EQ(house.find("clio"), Ids{"1"});
  EXPECT_EQ(house.store->stats().posts, 1U);
}

TEST_F(StoreTest, ReplacesAPostByItsNewerVersionAlone) {
  EXPECT_EQ(house.add(version("clio", std::nullopt)), Fate::kAccepted);
  EXPECT_EQ(house.add(version("dacia", kNoon + Micros(5))), Fate::kEdited);
  EXPECT_EQ(house.add(version("dacia", kNoon + Micros(6))), Fate::kDuplicate);  // The same content.
  EXPECT_EQ(house.add(version("zoe", kNoon + Micros(4))), Fate::kDuplicate);    // Older.
  EXPECT_EQ(house.add(version("zoe", std::nullopt)), Fate::kDuplicate);
  EXPECT_EQ(house.find("clio"), Ids{});
  EXPECT_EQ(house.find("dacia"), Ids{"1"});
  ASSERT_TRUE(house.store->seal());
  EXPECT_EQ(house.add(version("zoe", kNoon + Micros(7))), Fate::kEdited);
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(house.find("dacia OR clio OR zoe"), Ids{"1"});
    EXPECT_EQ(house.find("zoe"), Ids{"1"});
    ASSERT_TRUE(house.open());
  }
}

TEST_F(StoreTest, NeverReplacesANewerVersionByAnOlderOneThatComesLater) {
  EXPECT_EQ(house.add(version("clio", kNoon + Micros(5))), Fate::kAccepted);
  EXPECT_EQ(house.add(version("clio", kNoon + Micros(10))), Fate::kDuplicate);
  EXPECT_EQ(house.add(version("zoe", kNoon + Micros(7))), Fate::kDuplicate);
  EXPECT_EQ(house.find("clio"), Ids{"1"});
  EXPECT_EQ(house.add(version("zoe", kNoon + Micros(11))), Fate::kEdited);
  EXPECT_EQ(house.find("zoe"), Ids{"1"});
}

// What an append that failed had noticed is not held against the next.
TEST_F(StoreTest, TakesTheSameItemsTheSameWayAfterAFailure) {
  EXPECT_EQ(house.add(version("clio", kNoon + Micros(5))), Fate::kAccepted);
  Items items;
  items.add(version("zoe", kNoon + Micros(7)));
  items.add(version("zoe", kNoon + Micros(9)));
  house.disk.set_room(0);
  std::vector<Fate> fates;
  EXPECT_FALSE(house.store->append(items.analysed(), fates));
  house.disk.set_room(std::nullopt);
  ASSERT_TRUE(house.store->append(items.analysed(), fates));
  EXPECT_EQ(fates, (std::vector<Fate>{Fate::kEdited, Fate::kDuplicate}));
  EXPECT_EQ(house.find("zoe"), Ids{"1"});
}

TEST_F(StoreTest, HidesADeletedPostForGood) {
  house.say("1", "clio");
  house.say("2", "clio");
  EXPECT_EQ(house.remove("1"), Fate::kDeleted);
  EXPECT_EQ(house.remove("1"), Fate::kDuplicate);
  EXPECT_EQ(house.say("1", "clio"), Fate::kDuplicate);
  EXPECT_EQ(house.find("clio"), Ids{"2"});
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.find("clio"), Ids{"2"});
  ASSERT_TRUE(house.store->seal());
  EXPECT_EQ(house.remove("2"), Fate::kDeleted);
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.find("clio"), Ids{});
  EXPECT_EQ(house.say("2", "clio"), Fate::kDuplicate);
}

TEST_F(StoreTest, RemembersADeletionThatCameBeforeItsPost) {
  EXPECT_EQ(house.remove("1"), Fate::kDeleted);
  ASSERT_TRUE(house.store->seal());
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.say("1", "clio"), Fate::kDuplicate);
  EXPECT_EQ(house.find("clio"), Ids{});
}

TEST_F(StoreTest, KnowsAPostWhoseBytesCannotBeRead) {
  house.say("1", "clio");
  house.say("2", "clio");
  house.remove("2");
  ASSERT_TRUE(house.store->seal());
  house.store.reset();
  ASSERT_TRUE(house.disk.flip("data/log/00000001.log", 32 + 48 + 5));
  ASSERT_TRUE(house.open());
  EXPECT_FALSE(house.store->get("file:test", "1"));
  EXPECT_TRUE(house.store->knows("file:test", "1"));
  EXPECT_FALSE(house.store->knows("file:test", "2"));
  EXPECT_FALSE(house.store->knows("file:other", "1"));
}

TEST_F(StoreTest, KeepsACursorValidWhilePostsArrive) {
  for (int i = 0; i < 30; ++i) house.say("a" + std::to_string(100 + i), "clio", kNoon + Micros(i / 4));
  const auto query = query::parse("clio").value();
  const Ids before = house.find("clio", 100);
  Ids found;
  SearchOptions wanted{4, "", {}};
  for (int i = 0;; ++i) {
    const auto page = house.store->search(query, wanted).value();
    for (const auto& hit : page.hits) found.emplace_back(hit.post.id);
    if (page.next_cursor.empty()) break;
    wanted.cursor = page.next_cursor;
    house.say("later" + std::to_string(i), "clio", kNoon + std::chrono::hours(1));
    if (i == 2) {
      ASSERT_TRUE(house.store->seal());
    }
  }
  EXPECT_EQ(found, before);
  wanted.cursor = "nonsense!";
  EXPECT_EQ(house.store->search(query, wanted).error().code, ErrorCode::kInvalid);
  wanted.cursor = to_text({Time::max(), "file:test", "1"});
  EXPECT_EQ(house.store->search(query, wanted).error().code, ErrorCode::kInvalid);
  wanted.cursor = to_text({Time::min(), "file:test", "1"});
  EXPECT_TRUE(house.store->search(query, wanted).value().hits.empty());
}

TEST_F(StoreTest, ForgetsWhenAPostWasEditedOnceItIsNoLongerKept) {
  const auto later = [](int seconds) { return kNoon + std::chrono::seconds(seconds); };
  EXPECT_EQ(house.add(version("clio", later(1))), Fate::kAccepted);
  EXPECT_EQ(house.add(version("clio", later(9))), Fate::kDuplicate);
  ASSERT_TRUE(house.store->retain(kNoon + std::chrono::hours(1)));
  EXPECT_EQ(house.add(version("clio", later(1))), Fate::kAccepted);
  EXPECT_EQ(house.add(version("zoe", later(5))), Fate::kEdited);
}

TEST_F(StoreTest, CountsPostsVoicesAndMoods) {
  const auto say = [&](std::string_view id, std::string_view author, Time time, post::Reading reading) {
    post::Post post;
    post.id = id;
    post.source = "file:test";
    post.text = "clio";
    post.created_at = time;
    post.author.id = author;
    house.add({post::Act::kSay, post}, reading);
  };
  const post::Reading glad{1, 1, {0, 0, 1}};
  const post::Reading angry{1, 1, {1, 0, 0}};
  say("1", "ana", kNoon, glad);
  say("2", "ana", kNoon + std::chrono::minutes(1), glad);
  ASSERT_TRUE(house.store->seal());
  say("3", "ana", kNoon + std::chrono::minutes(59), angry);
  say("4", "bob", kNoon + std::chrono::minutes(61), {});
  say("5", "bob", kNoon + std::chrono::hours(5), {});
  const auto query = query::parse("clio").value();
  const auto counts =
      house.store->histogram(query, {kNoon, kNoon + std::chrono::hours(2)}, std::chrono::hours(1)).value();
  ASSERT_EQ(counts.buckets.size(), 2U);
  EXPECT_EQ(counts.buckets[0].count.posts, 3U);
  EXPECT_EQ(counts.buckets[0].count.voices, 1U);
  EXPECT_EQ(counts.buckets[0].count.positive, 2U);
  EXPECT_EQ(counts.buckets[0].count.negative, 1U);
  EXPECT_EQ(counts.buckets[1].count.posts, 1U);
  EXPECT_EQ(counts.total.posts, 4U);
  EXPECT_EQ(counts.total.voices, 2U);
  EXPECT_EQ(counts.first, kNoon);
  EXPECT_EQ(counts.last, kNoon + std::chrono::hours(5));
  EXPECT_FALSE(house.store->histogram(query, {kNoon, kNoon + std::chrono::hours(99)}, Micros(1)));
}

TEST_F(StoreTest, NamesWhatIsSaidMost) {
  for (int i = 0; i < 10; ++i) {
    post::Post post;
    const std::string id = std::to_string(i);
    post.id = id;
    post.source = "file:test";
    post.text = i < 6 ? "clio #essai https://example.org/a panne" : "zoe";
    post.created_at = kNoon;
    post.author = {i < 4 ? "ana" : "bob", i < 4 ? "ana.example" : "bob.example", ""};
    house.add({post::Act::kSay, post});
  }
  const auto tops = house.store->tops(query::parse("clio").value(), {}, 5).value();
  EXPECT_EQ(tops.posts, 6U);
  EXPECT_EQ(tops.read, 6U);
  EXPECT_EQ(tops.hashtags.at(0).name, "essai");
  EXPECT_EQ(tops.sites.at(0).name, "example.org");
  EXPECT_EQ(tops.sites.at(0).posts, 6U);
  EXPECT_EQ(tops.authors.at(0).name, "ana.example");
  EXPECT_EQ(tops.authors.at(0).posts, 4U);
  EXPECT_EQ(tops.sources.at(0).name, "file:test");
}

TEST_F(StoreTest, NamesWordsThatTheQueryDidNotAskForAndNoHashtagTwice) {
  for (int i = 0; i < 6; ++i) house.say(std::to_string(i), "clio bleue #essai panne", kNoon + std::chrono::hours(i));
  const auto tops = house.store->tops(query::parse("clio OR bleu* OR #essai").value(), {}, 5).value();
  ASSERT_EQ(tops.words.size(), 1U);
  EXPECT_EQ(tops.words[0].name, "panne");
  EXPECT_EQ(tops.read_from, kNoon);
  EXPECT_EQ(house.store->tops(query::parse("zoe").value(), {}, 5).value().read_from, std::nullopt);
}

TEST_F(StoreTest, CountsASiteWithItsSubDomains) {
  house.say("1", "clio https://example.org/a https://shop.example.org/b");
  house.say("2", "clio https://shop.example.org/c https://other.org/d");
  const auto tops = house.store->tops(query::parse("clio").value(), {}, 5).value();
  ASSERT_EQ(tops.sites.size(), 3U);
  for (const auto& site : tops.sites) {
    const auto query = query::parse("clio site:" + site.name).value();
    EXPECT_EQ(house.store->search(query, {}).value().hits.size(), site.posts) << site.name;
  }
}

TEST_F(StoreTest, PassesOverWordsThatEverybodySays) {
  for (int i = 0; i < 200; ++i) {
    house.say(std::to_string(i), i < 40 ? "clio pour panne" : i < 120 ? "zoe pour rouler" : "zoe");
  }
  const auto tops = house.store->tops(query::parse("clio").value(), {}, 5).value();
  ASSERT_EQ(tops.words.size(), 1U);
  EXPECT_EQ(tops.words[0].name, "panne");
}

TEST_F(StoreTest, GivesAPostByItsKey) {
  house.say("1", "clio");
  for (int round = 0; round < 2; ++round) {
    const auto hit = house.store->get("file:test", "1").value();
    ASSERT_TRUE(hit);
    EXPECT_EQ(hit->post.text, "clio");
    EXPECT_FALSE(house.store->get("file:test", "2").value());
    ASSERT_TRUE(house.store->seal());
  }
  house.remove("1");
  EXPECT_FALSE(house.store->get("file:test", "1").value());
}

TEST_F(StoreTest, WritesTheSameBytesForTheSameInput) {
  House other;
  ASSERT_TRUE(other.open());
  for (House* each : {&house, &other}) {
    for (int i = 0; i < 20; ++i) each->say(std::to_string(i), "clio " + std::to_string(i * i));
    ASSERT_TRUE(each->store->sync());
  }
  EXPECT_EQ(read_file(house.disk, "data/log/00000001.log").value(),
            read_file(other.disk, "data/log/00000001.log").value());
}

TEST_F(StoreTest, AnswersReadersWhileItWritesSealsAndErases) {
  std::atomic<bool> done{false};
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      const auto query = query::parse("\"la clio\" OR panne").value();
      std::uint64_t before = 0;
      while (!done) {
        const auto page = house.store->search(query, {20, "", {}}).value();
        for (const auto& hit : page.hits) EXPECT_NE(hit.post.text.find("clio"), std::string_view::npos);
        const auto count = house.store->histogram(query, {kNoon, kNoon + Micros(1)}, Micros(1))->total.posts;
        EXPECT_GE(count, before);  // Nothing that these posts say is taken back.
        before = count;
      }
    });
  }
  std::thread keeper([&] {
    while (!done) EXPECT_TRUE(house.store->erase_now());
  });
  for (int i = 0; i < 600; ++i) {
    house.say("keep" + std::to_string(i), "la clio");
    house.say("drop" + std::to_string(i), "zoe");
    house.remove("drop" + std::to_string(i));
  }
  done = true;
  keeper.join();
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(house.find("clio", 100).size(), 600U);
}

TEST_F(StoreTest, AsksToComeBackOnceItIsToldToStop) {
  std::atomic<bool> stop = false;
  house.options.stop = &stop;
  ASSERT_TRUE(house.open());
  house.say("1", "la clio");
  const auto query = query::parse("la -zoe").value();
  EXPECT_TRUE(house.store->tops(query, {}, 5));
  stop = true;
  EXPECT_EQ(house.store->search(query, {}).error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(house.store->histogram(query, {kNoon, kNoon + Micros(1)}, Micros(1)).error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(house.store->tops(query, {}, 5).error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(house.open().error().code, ErrorCode::kUnavailable);
  stop = false;
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.find("clio"), std::vector<std::string>{"1"});
}

TEST_F(StoreTest, IsHeldByOneProcess) {
  const auto second = Store::open(house.options);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
}

}  // namespace
}  // namespace vigie::store
