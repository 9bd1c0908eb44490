#include "cli/reject_file.h"

#include <gtest/gtest.h>

#include "base/forgetful_disk.h"
#include "base/random.h"
#include "base/time_text.h"

namespace vigie::cli {
namespace {

const Time kNow = *parse_time("2026-01-31T09:30:00.123456Z");

TEST(RejectFile, MakesNoFileUntilARecordIsRefused) {
  ForgetfulDisk disk;
  RejectFile file(disk, "data/rejects", kNow);
  EXPECT_TRUE(file.sync());
  EXPECT_EQ(file.path(), "");
  EXPECT_FALSE(read_file(disk, "data/rejects/20260131T093000.123456Z.jsonl"));
}

TEST(RejectFile, KeepsInputPlaceReasonAndRecord) {
  ForgetfulDisk disk;
  RejectFile file(disk, "data/rejects", kNow);
  ASSERT_TRUE(file.add("shop.csv", source::reject_of({3, 4}, "time: missing", "a;\"b\"\xFF")));
  ASSERT_TRUE(file.add("long.jsonl", source::reject_of({1, 1}, "too long", "xxx", 5'000'000)));
  ASSERT_TRUE(file.sync());
  EXPECT_EQ(file.path(), "data/rejects/20260131T093000.123456Z.jsonl");
  EXPECT_EQ(*read_file(disk, file.path()),
            R"({"file":"shop.csv","record":3,"line":4,"reason":"time: missing","raw":"a;\"b\"�"})"
            "\n"
            R"({"file":"long.jsonl","record":1,"line":1,"reason":"too long","raw":"xxx","cut":true,"bytes":5000000})"
            "\n");
}

TEST(RejectFile, OfEachImportIsItsOwn) {
  ForgetfulDisk disk;
  for (const char* path : {"d/20260131T093000.123456Z.jsonl", "d/20260131T093000.123456Z-2.jsonl"}) {
    RejectFile file(disk, "d", kNow);
    ASSERT_TRUE(file.add("a", source::reject_of({}, "x", "y")));
    EXPECT_EQ(file.path(), path);
  }
}

TEST(RejectFile, IsThereAfterALossOfPowerOnceSynced) {
  ForgetfulDisk disk;
  RejectFile file(disk, "d", kNow);
  ASSERT_TRUE(file.add("a", source::reject_of({}, "x", "y")));
  ASSERT_TRUE(file.sync());
  ASSERT_TRUE(file.add("a", source::reject_of({}, "second", "y")));
  Random random(7);
  disk.crash(random);
  const auto left = read_file(disk, file.path());
  ASSERT_TRUE(left);
  EXPECT_TRUE(left->starts_with(R"({"file":"a","record":1,"line":0,"reason":"x","raw":"y"})")) << *left;
}

TEST(RejectFile, TellsADiskThatTakesNoMore) {
  ForgetfulDisk disk;
  disk.set_room(10);
  RejectFile file(disk, "d", kNow);
  const auto added = file.add("a", source::reject_of({}, "x", std::string(1'000, 'y')));
  EXPECT_FALSE(added && file.sync());
}

TEST(RejectFile, TellsAReasonOnOneLine) {
  EXPECT_EQ(told("shop.csv", source::reject_of({3, 4}, "time: missing", "")),
            "shop.csv: record 3, line 4: time: missing");
  EXPECT_EQ(told("feed.xml", source::reject_of({3, 0}, "x", "")), "feed.xml: record 3: x");
}

}  // namespace
}  // namespace vigie::cli
