// What was deleted, forgotten or too old: that it is gone from answers, files and memory, for good.
#include "post/codec.h"
#include "store/block_writer.h"
#include "store/log_scan.h"
#include "store/segment.h"
#include "store/test_house.h"

namespace vigie::store {
namespace {

using post::Fate;
using Ids = std::vector<std::string>;

class Erasure : public testing::Test {
 protected:
  Erasure() { EXPECT_TRUE(house.open()); }
  House house;
};

post::Item forget(std::string_view author) {
  post::Item item;
  item.act = post::Act::kForgetAuthor;
  item.post.source = "file:test";
  item.post.author.id = author;
  return item;
}

std::string all_bytes(Disk& disk) {
  std::string bytes;
  for (const std::string folder : {"data/log", "data/index"}) {
    const auto names = disk.list(folder).value();
    for (const auto& name : names) {
      const auto file = read_file(disk, folder + "/" + name).value();
      bytes += file;
      for (const auto& block : scan_log(file).blocks)
        bytes += unpack_block(std::string_view(file).substr(block.offset)).value();
    }
  }
  return bytes;
}

TEST_F(Erasure, ForgetsThePostsOfAnAuthorSoFar) {
  house.say("1", "clio");
  ASSERT_TRUE(house.store->seal());
  house.say("2", "clio");
  EXPECT_EQ(house.add(forget("nobody")), Fate::kDuplicate);
  EXPECT_EQ(house.add(forget("author")), Fate::kDeleted);
  EXPECT_EQ(house.find("clio"), Ids{});
  EXPECT_EQ(house.say("1", "clio"), Fate::kDuplicate);
  EXPECT_EQ(house.say("3", "clio"), Fate::kAccepted);
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(house.find("clio"), Ids{"3"}) << round;
    if (round == 1) {
      ASSERT_TRUE(house.store->erase_now());
    }
    ASSERT_TRUE(house.open());
    EXPECT_EQ(house.say("2", "clio"), Fate::kDuplicate);
  }
}

TEST_F(Erasure, ForgetsUpToTheTimeThatTheSourceTells) {
  post::Item asked = forget("author");
  asked.post.created_at = kNoon;
  const auto say_both = [&](std::string_view before, std::string_view after) {
    house.say(before, "clio", kNoon);
    house.say(after, "clio", kNoon + Micros(1));
  };
  say_both("1", "2");
  ASSERT_TRUE(house.store->seal());
  say_both("3", "4");
  EXPECT_EQ(house.add(asked), Fate::kDeleted);
  EXPECT_EQ(house.add(asked), Fate::kDuplicate);
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.find("clio"), (Ids{"2", "4"}));
  ASSERT_TRUE(house.store->seal());
  ASSERT_TRUE(house.store->erase_now());
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.find("clio"), (Ids{"2", "4"}));
  Items items;
  items.say("5", "clio", kNoon);
  items.say("6", "clio", kNoon + Micros(1));
  items.add(asked);
  std::vector<Fate> fates;
  EXPECT_EQ(house.store->append(items.analysed(), fates).value(), 1U);
  EXPECT_EQ(house.find("clio"), (Ids{"2", "4", "6"}));
}

TEST_F(Erasure, TellsHowManyPostsAForgottenAuthorLost) {
  house.say("1", "clio");
  ASSERT_TRUE(house.store->seal());
  house.say("2", "clio");
  house.remove("2");
  Items items;
  items.say("3", "clio");
  items.add(forget("author"));
  items.add(forget("author"));
  std::vector<Fate> fates;
  EXPECT_EQ(house.store->append(items.analysed(), fates).value(), 2U);
  EXPECT_EQ(fates, (std::vector{Fate::kAccepted, Fate::kDeleted, Fate::kDuplicate}));
}

TEST_F(Erasure, TakesTheBytesOfErasedPostsOutOfLogAndIndex) {
  house.say("1", "unrepeatable words");
  house.say("2", "clio");
  ASSERT_TRUE(house.store->seal());
  house.say("3", "irreplaceable words");
  house.say("4", "clio");
  house.remove("1");
  house.remove("3");
  ASSERT_TRUE(house.store->keep());  // Too early.
  EXPECT_NE(all_bytes(house.disk).find("unrepeatable"), std::string::npos);
  house.clock.advance(std::chrono::seconds(30));
  ASSERT_TRUE(house.store->keep());
  EXPECT_EQ(all_bytes(house.disk).find("unrepeatable"), std::string::npos);
  EXPECT_EQ(all_bytes(house.disk).find("irreplaceable"), std::string::npos);
  house.say("5", "clio");
  const Ids left = {"2", "4", "5"};
  EXPECT_EQ(house.find("clio"), left);
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.find("clio"), left);
  EXPECT_EQ(house.say("1", "unrepeatable words"), Fate::kDuplicate);
  EXPECT_EQ(house.say("3", "irreplaceable words"), Fate::kDuplicate);
  ASSERT_TRUE(house.store->seal());
  EXPECT_EQ(house.find("clio"), left);
  EXPECT_EQ(house.find("words"), Ids{});
}

std::string index_bytes(Disk& disk) {
  std::string bytes;
  const auto names = disk.list("data/index").value();
  for (const auto& name : names) bytes += read_file(disk, "data/index/" + name).value();
  return bytes;
}

std::string as_bytes(std::uint64_t hash) { return {reinterpret_cast<const char*>(&hash), sizeof hash}; }

TEST_F(Erasure, LeavesNothingOfALivePostInTheIndexThatIsSealedLater) {
  post::Item item;
  item.post.id = "1";
  item.post.source = "file:test";
  item.post.text = "irreplaceable clio";
  item.post.created_at = kNoon;
  item.post.author.id = "shy";
  house.add(item);
  house.say("2", "clio");
  house.remove("1");
  ASSERT_TRUE(house.store->erase_now());
  ASSERT_TRUE(house.store->seal());
  EXPECT_EQ(house.find("clio"), Ids{"2"});
  const auto bytes = index_bytes(house.disk);
  EXPECT_EQ(bytes.find("irreplaceable"), std::string::npos);
  EXPECT_EQ(bytes.find(as_bytes(author_of("file:test", "shy"))), std::string::npos);
  EXPECT_NE(bytes.find(as_bytes(author_of("file:test", "author"))), std::string::npos);
}

TEST_F(Erasure, KeepsThePostsOfAForgottenAuthorOutOfAnIndexThatIsSealedLater) {
  house.say("1", "clio");
  house.add(forget("author"));
  ASSERT_TRUE(house.store->erase_now());
  ASSERT_TRUE(house.store->seal());
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.say("1", "clio"), Fate::kDuplicate);
  EXPECT_EQ(house.find("clio"), Ids{});
}

TEST_F(Erasure, RemembersWhatIsGoneByHashesAloneAndNamesNobody) {
  const auto say = [&](std::string_view id) {
    post::Item item;
    item.post.id = id;
    item.post.source = "file:test";
    item.post.text = "clio";
    item.post.created_at = kNoon;
    item.post.author.id = "did:plc:shy";
    return house.add(item);
  };
  say("at://did:plc:shy/post/1");
  say("at://did:plc:shy/post/2");
  ASSERT_TRUE(house.store->seal());
  say("at://did:plc:shy/post/3");
  house.say("4", "clio");
  house.remove("at://did:plc:shy/post/1");
  house.remove("at://did:plc:shy/post/never-seen");
  EXPECT_EQ(house.add(forget("did:plc:shy")), Fate::kDeleted);
  ASSERT_TRUE(house.store->erase_now());
  EXPECT_EQ(all_bytes(house.disk).find("shy"), std::string::npos);
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.find("clio"), Ids{"4"});
  for (const auto* id : {"1", "2", "3", "never-seen"}) {
    EXPECT_EQ(say("at://did:plc:shy/post/" + std::string(id)), Fate::kDuplicate) << id;
  }
}

// Logs of an earlier version tell who is forgotten by name.
TEST_F(Erasure, ObeysAForgottenAuthorWhomAnOlderLogNames) {
  house.say("1", "clio");
  house.say("2", "clio");
  ASSERT_TRUE(house.store->close());
  std::string marker;
  post::encode(forget("author"), {}, marker);
  BlockWriter writer;
  writer.begin(2, kBlockItemsMax);
  writer.put_item(marker);
  writer.end();
  const auto log = house.disk.open("data/log/00000001.log").value();
  ASSERT_TRUE(log->append(writer.bytes()));
  ASSERT_TRUE(log->sync());
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.find("clio"), Ids{});
  EXPECT_EQ(house.say("1", "clio"), Fate::kDuplicate);
}

TEST_F(Erasure, LeavesAPostThatAnotherAuthorHadEdited) {
  const auto version = [](std::string_view id, std::string_view author, std::optional<Time> edited_at) {
    post::Item item;
    item.post.id = id;
    item.post.source = "file:test";
    item.post.text = author;
    item.post.created_at = kNoon;
    item.post.author.id = author;
    item.post.edited_at = edited_at;
    return item;
  };
  house.add(version("1", "ana", std::nullopt));
  house.add(version("2", "ana", std::nullopt));
  house.add(version("1", "bob", kNoon));
  EXPECT_EQ(house.add(forget("ana")), Fate::kDeleted);
  EXPECT_EQ(house.find("ana OR bob"), Ids{"1"});
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.find("ana OR bob"), Ids{"1"});
}

TEST_F(Erasure, GoesOnToTheOtherLogsWhenOneCannotBeRead) {
  house.say("1", "unrepeatable");
  ASSERT_TRUE(house.store->seal());
  house.say("2", "irreplaceable");
  ASSERT_TRUE(house.store->seal());
  house.remove("1");
  house.remove("2");
  ASSERT_TRUE(house.disk.remove("data/log/00000001.log"));
  EXPECT_FALSE(house.store->erase_now());
  EXPECT_EQ(all_bytes(house.disk).find("irreplaceable"), std::string::npos);
}

TEST_F(Erasure, RetainsWhatIsYoungEnough) {
  house.say("old", "clio", kNoon - Micros(10));
  ASSERT_TRUE(house.store->seal());
  house.say("older", "clio", kNoon - Micros(20));
  house.say("new", "clio", kNoon);
  EXPECT_EQ(house.store->retain(kNoon - Micros(5)).value(), 2U);
  EXPECT_EQ(house.find("clio"), Ids{"new"});
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.find("clio"), Ids{"new"});
  EXPECT_EQ(house.say("old", "clio", kNoon), Fate::kAccepted);  // As if it had never been said.
}

TEST_F(Erasure, DropsASegmentOfWhichNothingIsLeft) {
  const auto logs = [&] {
    auto names = house.disk.list("data/log").value();
    std::erase_if(names, [](const auto& name) { return !name.ends_with(".log"); });
    return names.size();
  };
  house.say("old", "clio", kNoon - Micros(10));
  ASSERT_TRUE(house.store->seal());
  house.say("other", "clio", kNoon - Micros(10));
  house.remove("refused");
  ASSERT_TRUE(house.store->seal());
  house.say("new", "clio", kNoon);
  ASSERT_TRUE(house.store->seal());
  EXPECT_EQ(logs(), 4U);
  EXPECT_EQ(house.store->retain(kNoon - Micros(5)).value(), 2U);
  EXPECT_EQ(logs(), 3U);  // The second remembers what shall not come back.
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(house.find("clio"), Ids{"new"});
    EXPECT_EQ(house.say("refused", "clio"), Fate::kDuplicate);
    EXPECT_EQ(house.store->stats().segments, 3U);
    ASSERT_TRUE(house.open());
  }
}

}  // namespace
}  // namespace vigie::store
