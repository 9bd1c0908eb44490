// How a store opens what lies in its folder: what others wrote, what a crash left.
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

}  // namespace
}  // namespace vigie::store
