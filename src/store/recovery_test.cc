// How a store opens what lies in its folder: what others wrote, what a crash left.
#include "base/hash.h"
#include "post/codec.h"
#include "store/log_format.h"
#include "store/test_house.h"

namespace vigie::store {
namespace {

using post::Fate;

// A log as the writer makes it, of posts of which each has a source of its own.
std::string log_of_many_sources(std::uint32_t count) {
  std::string log, payload, item;
  put_log_header({1, 0}, log);
  BlockPacker packer;
  for (std::uint32_t from = 0; from < count; from += kBlockItemsMax) {
    payload.clear();
    for (std::uint32_t i = from; i < from + kBlockItemsMax; ++i) {
      const std::string source = "feed:" + std::to_string(i);
      post::Post post;
      post.id = "1";
      post.source = source;
      post.text = "clio";
      post.created_at = kNoon + Micros(i);
      item.clear();
      post::encode({post::Act::kSay, post}, {}, item);
      put_item(payload, item);
    }
    packer.pack(from / kBlockItemsMax, kBlockItemsMax, payload, log);
  }
  return log;
}

TEST(StoreRecovery, OpensALogOfMoreSourcesThanTwoBytesNumber) {
  House house;
  ASSERT_TRUE(house.disk.make_folder("data/log"));
  constexpr std::uint32_t kCount = 66'048;
  ASSERT_TRUE(replace_file(house.disk, "data/log/00000001.log", log_of_many_sources(kCount)));
  for (int round = 0; round < 2; ++round) {
    ASSERT_TRUE(house.open());
    EXPECT_EQ(house.store->stats().posts, kCount);
    for (const std::string source : {"feed:0", "feed:65535", "feed:65536", "feed:66047"}) {
      EXPECT_EQ(house.find("source:" + source + " clio").size(), 1U) << source;
    }
    EXPECT_EQ(house.store->tops(query::parse("clio").value(), {}, 10)->sources.size(), 10U);
    ASSERT_TRUE(house.store->seal());
  }
}

TEST(StoreRecovery, BeginsASegmentBeforeItsSourcesAreTooMany) {
  House house;
  house.options.segment_posts_max = 200'000;
  ASSERT_TRUE(house.open());
  for (int from = 0; from < 72'000; from += 8'000) {
    Items items;
    for (int i = from; i < from + 8'000; ++i) {
      const std::string source = "feed:" + std::to_string(i);
      post::Post post;
      post.id = "1";
      post.source = source;
      post.text = "clio";
      post.created_at = kNoon;
      items.add({post::Act::kSay, post});
    }
    house.append(items);
  }
  EXPECT_EQ(house.store->stats().segments, 2U);
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.find("source:feed:71999").size(), 1U);
}

constexpr const char* kFirstLog = "data/log/00000001.log";

TEST(StoreRecovery, ReadsBesideAWriterAndChangesNothing) {
  House house;
  ASSERT_TRUE(house.open());
  for (int i = 0; i < 120; ++i) house.say(std::to_string(i), "clio");
  ASSERT_TRUE(house.store->sync());
  const std::string tail = read_file(house.disk, "data/log/00000003.log").value() + "half a blo";
  ASSERT_TRUE(replace_file(house.disk, "data/log/00000003.log", tail));
  Options options = house.options;
  options.read_only = true;
  const auto reader = Store::open(options);
  ASSERT_TRUE(reader) << reader.error().message;
  const auto again = Store::open(options);
  ASSERT_TRUE(again);
  EXPECT_EQ((*reader)->search(query::parse("clio").value(), {200, "", {}})->hits.size(), 120U);
  Items items;
  items.say("new", "clio");
  std::vector<post::Fate> fates;
  EXPECT_EQ((*reader)->append(items.analysed(), fates).error().code, ErrorCode::kRefused);
  EXPECT_EQ((*reader)->keep().error().code, ErrorCode::kRefused);
  EXPECT_EQ(read_file(house.disk, "data/log/00000003.log").value(), tail);
}

TEST(StoreRecovery, MakesNoFolderToReadFrom) {
  House house;
  house.options.read_only = true;
  EXPECT_EQ(house.open().error().code, ErrorCode::kNotFound);
}

TEST(StoreRecovery, LeavesALogOfALaterVersionAsItIs) {
  House house;
  ASSERT_TRUE(house.disk.make_folder("data/log"));
  std::string log;
  put_log_header({1, 0}, log);
  log[8] = 2;  // The version.
  log.resize(kLogHeaderBytes - 4);
  const std::uint32_t crc = crc32c(log);
  log.append(reinterpret_cast<const char*>(&crc), sizeof crc);
  log += "what a later version keeps";
  ASSERT_TRUE(replace_file(house.disk, kFirstLog, log));
  const auto opened = house.open();
  EXPECT_EQ(opened.error().code, ErrorCode::kRefused);
  EXPECT_NE(opened.error().message.find("another version"), std::string::npos);
  EXPECT_EQ(read_file(house.disk, kFirstLog).value(), log);
}

TEST(StoreRecovery, NeverCutsALogWhoseHeaderIsDamaged) {
  House house;
  ASSERT_TRUE(house.disk.make_folder("data/log"));
  const std::string log(5'000, 'x');
  ASSERT_TRUE(replace_file(house.disk, kFirstLog, log));
  ASSERT_TRUE(house.open());
  EXPECT_TRUE(house.log.heard("store: a log's header is damaged"));
  EXPECT_EQ(house.say("1", "clio"), Fate::kAccepted);
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.find("clio").size(), 1U);
  EXPECT_EQ(read_file(house.disk, kFirstLog).value(), log);
}

TEST(StoreRecovery, SetsATornTailAside) {
  House house;
  ASSERT_TRUE(house.open());
  house.say("1", "clio");
  house.say("2", "zoe");
  ASSERT_TRUE(house.store->close());
  const std::string log = read_file(house.disk, kFirstLog).value();
  ASSERT_TRUE(house.disk.flip(kFirstLog, log.size() - 3));
  const std::string damaged = read_file(house.disk, kFirstLog).value();
  ASSERT_TRUE(house.open());
  EXPECT_TRUE(house.log.heard("store: a torn tail is set aside"));
  const std::string kept = read_file(house.disk, kFirstLog).value();
  EXPECT_EQ(kept + read_file(house.disk, "data/log/00000001.torn").value(), damaged);
  EXPECT_EQ(house.find("clio").size(), 1U);
  // With the bytes of its segment's deleted posts it goes too.
  house.remove("1");
  ASSERT_TRUE(house.store->erase_now());
  EXPECT_EQ(read_file(house.disk, "data/log/00000001.torn").error().code, ErrorCode::kNotFound);
}

TEST(StoreRecovery, KeepsWhatAnEarlierStartSetAside) {
  House house;
  ASSERT_TRUE(house.open());
  const auto tear = [&](std::string_view id) {
    house.say(id, "clio");
    ASSERT_TRUE(house.store->close());
    const auto size = read_file(house.disk, kFirstLog).value().size();
    ASSERT_TRUE(house.disk.flip(kFirstLog, size - 3));
    ASSERT_TRUE(house.open());
  };
  tear("1");
  const std::string first = read_file(house.disk, "data/log/00000001.torn").value();
  tear("2");
  const std::string both = read_file(house.disk, "data/log/00000001.torn").value();
  EXPECT_TRUE(both.starts_with(first));
  EXPECT_GT(both.size(), first.size());
}

TEST(StoreRecovery, ErasesATornTailWithAPostThatWasToldAgainElsewhere) {
  House house;
  ASSERT_TRUE(house.open());
  house.say("0", "zoe");
  house.say("1", "clio");
  ASSERT_TRUE(house.store->close());
  const auto size = read_file(house.disk, kFirstLog).value().size();
  ASSERT_TRUE(house.disk.flip(kFirstLog, size - 3));
  ASSERT_TRUE(house.open());
  ASSERT_TRUE(read_file(house.disk, "data/log/00000001.torn"));
  ASSERT_TRUE(house.store->seal());
  EXPECT_EQ(house.say("1", "clio"), Fate::kAccepted);
  house.remove("1");
  ASSERT_TRUE(house.store->erase_now());
  EXPECT_EQ(read_file(house.disk, "data/log/00000001.torn").error().code, ErrorCode::kNotFound);
}

TEST(StoreRecovery, TellsAnIndexOfAnotherVersionFromADamagedOne) {
  constexpr std::string_view kIndex = "data/index/00000001.idx";
  House house;
  ASSERT_TRUE(house.open());
  house.say("1", "clio");
  ASSERT_TRUE(house.store->seal());
  std::string index = read_file(house.disk, std::string(kIndex)).value();
  index[8] = 2;  // After the eight letters that every index begins with.
  ASSERT_TRUE(replace_file(house.disk, std::string(kIndex), index));
  ASSERT_TRUE(house.open());
  EXPECT_TRUE(house.log.heard("store: an index of another version is made again"));
  EXPECT_FALSE(house.log.heard("store: a damaged index is made again"));
  EXPECT_EQ(house.find("clio").size(), 1U);
}

TEST(StoreRecovery, ReadsOnWhereOnlyTheHeaderIsDamaged) {
  House house;
  ASSERT_TRUE(house.open());
  house.say("1", "clio");
  ASSERT_TRUE(house.store->close());
  ASSERT_TRUE(house.disk.flip(kFirstLog, 20));
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.find("clio").size(), 1U);
  EXPECT_EQ(house.say("1", "clio"), Fate::kDuplicate);
}

TEST(StoreRecovery, RemovesTheIndexOfASegmentThatIsNotSealed) {
  House house;
  ASSERT_TRUE(house.open());
  house.say("1", "clio");
  ASSERT_TRUE(house.store->close());
  ASSERT_TRUE(replace_file(house.disk, "data/index/00000001.idx", "what a crash left"));
  ASSERT_TRUE(house.open());
  EXPECT_FALSE(house.disk.open("data/index/00000001.idx"));
  EXPECT_EQ(house.find("clio").size(), 1U);
}

}  // namespace
}  // namespace vigie::store
